"""Dates: EDTF level 1 values with calendar and bounds (Library of Congress, Extended Date/Time Format, 2019)."""
