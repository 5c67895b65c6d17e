const ONSET = '(?:ngh|ng|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdđghklmnprstvx])?';
const NUCLEUS =
  '(?:uyê|uyu|uya|uôi|ươi|ươu|iêu|yêu|oai|oay|oao|oeo|uây|uâ|uê|uô|uơ|uy|ua|ưa|ưi|ưu|ươ|ui|iê|yê|ia|iu|oa|oă|oe|oo|oi|' +
  'ôi|ơi|ai|ao|au|ay|âu|ây|eo|êu|[aăâeêioôơuưy])';
const SYLLABLE = new RegExp(`^${ONSET}${NUCLEUS}(?:ch|ng|nh|[cmnpt])?$`);
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Whether a word can be a Vietnamese syllable: initial, vowels, final, at most one tone. */
export function isSyllable(word: string): boolean {
  const parts = word.normalize('NFD').toLowerCase();
  if ((parts.match(TONES) ?? []).length > 1) return false;
  return SYLLABLE.test(parts.replace(TONES, '').normalize('NFC'));
}
