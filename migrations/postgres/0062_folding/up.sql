-- Characters that nobody sees are left out; apostrophes and hyphens of all kinds are the same. As crate::text::fold.
CREATE OR REPLACE FUNCTION rollcall_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT replace(replace(replace(replace(translate(
    regexp_replace(
      lower(regexp_replace(
        normalize(value, NFKD),
        '[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]',
        '', 'g') COLLATE "und-x-icu"),
      '[\u0300-\u036f\u00ad\u061c\u070f\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff]',
      '', 'g'),
    'łøđıðς‐‑‒–—―−⁃﹘‘’‚‛′ʹʻʼʽꞌ', 'lodidσ---------'''''''''''''''''''''), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th') COLLATE "C"
$$;
