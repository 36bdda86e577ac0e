// What the other scripts say, in the language of this site: its table is filled in when the site is made.
"use strict";
(function () {
  const language = "en", form = (n) => Number(n !== 1);
  const table = {};
  const filled = (phrase, values) => phrase.replace(/\{(\w+)\}/g, (slot, name) => (values && name in values ? String(values[name]) : slot));
  const number = (n) => n.toLocaleString(language);
  const say = (phrase, values) => filled(phrase in table ? table[phrase][0] : phrase, values);
  const count = (one, many, n, values) => filled((one in table ? table[one] : [one, many])[form(n)], { n: number(n), ...values });
  self.testimoniaPhrases = { say, count, number };
})();
