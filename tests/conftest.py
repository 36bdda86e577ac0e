"""What all tests share: how Hypothesis looks for examples."""

import os

from hypothesis import HealthCheck, settings

# No example is timed (a busy machine is no fault of the code); and a submission is held to the same examples each time.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
