// Character references. These are the names of HTML 4, which models use; other names stay text.

const NAMES = new Map(Object.entries({ quot: 34, amp: 38, apos: 39, lt: 60, gt: 62 }));

/** Names of characters in a row, from the first code point on. `-` leaves one out. */
function row(first, names) {
  names.split(' ').forEach((name, i) => name !== '-' && NAMES.set(name, first + i));
}

row(160,
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para '
  + 'middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest');
row(192,
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve '
  + 'Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig');
row(224,
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve '
  + 'oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml');
row(913,
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi '
  + 'Omega');
row(945,
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi '
  + 'psi omega');
row(8194, 'ensp emsp');
row(8592, 'larr uarr rarr darr harr');
row(8656, 'lArr uArr rArr dArr hArr');
const others = 'OElig:338 oelig:339 Scaron:352 scaron:353 Yuml:376 fnof:402 circ:710 tilde:732 thetasym:977 upsih:978 piv:982 '
  + 'thinsp:8201 zwnj:8204 zwj:8205 lrm:8206 rlm:8207 ndash:8211 mdash:8212 lsquo:8216 rsquo:8217 sbquo:8218 ldquo:8220 '
  + 'rdquo:8221 bdquo:8222 dagger:8224 Dagger:8225 bull:8226 hellip:8230 permil:8240 prime:8242 Prime:8243 lsaquo:8249 '
  + 'rsaquo:8250 oline:8254 frasl:8260 euro:8364 image:8465 weierp:8472 real:8476 trade:8482 alefsym:8501 crarr:8629 '
  + 'forall:8704 part:8706 exist:8707 empty:8709 nabla:8711 isin:8712 notin:8713 ni:8715 prod:8719 sum:8721 minus:8722 '
  + 'lowast:8727 radic:8730 prop:8733 infin:8734 ang:8736 and:8743 or:8744 cap:8745 cup:8746 int:8747 there4:8756 sim:8764 '
  + 'cong:8773 asymp:8776 ne:8800 equiv:8801 le:8804 ge:8805 sub:8834 sup:8835 nsub:8836 sube:8838 supe:8839 oplus:8853 '
  + 'otimes:8855 perp:8869 sdot:8901 lceil:8968 rceil:8969 lfloor:8970 rfloor:8971 lang:10216 rang:10217 loz:9674 spades:9824 '
  + 'clubs:9827 hearts:9829 diams:9830';
for (const other of others.split(' ')) {
  const [key, code] = other.split(':');
  NAMES.set(key, Number(code));
}

/** The reference at the front of what stands in the text there. */
export const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z][a-z0-9]*));/iy;

/** The character that a match of REFERENCE stands for, or what was written. */
export function character([whole, hex, decimal, name]) {
  const code = name ? NAMES.get(name) : parseInt(hex ?? decimal, hex ? 16 : 10);
  if (code === undefined) return whole;
  return code === 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? '\uFFFD' : String.fromCodePoint(code);
}

const ESCAPED = new RegExp(`\\\\([!-/:-@[-\`{-~])|${REFERENCE.source}`, 'gi');

/** A text without marks in it: backslashes and references are resolved. */
export const plain = (text) => text.replace(ESCAPED, (whole, escaped, ...groups) => escaped ?? character([whole, ...groups]));
