const BREAKS = ['\r\n', '\n', '\r', '\r\n ', '\u2028', '\u2029', '\u0085', '\u0000', '\v', '\f', '%0d%0a', '\\r\\n'];
const HEADERS = ['Bcc: evil@x.test', 'To: evil@x.test', 'X-Evil: 1', 'Content-Type: text/html\r\n\r\n<b>x</b>'];

/**
 * Texts that were or might be read as a further header, a further recipient or the end of the mail; for names, subjects and
 * addresses.
 */
export const INJECTIONS: readonly string[] = [
  ...BREAKS.flatMap((lineBreak) => HEADERS.map((header) => `Xã A${lineBreak}${header}`)),
  'b@x.test\r\nRCPT TO:<evil@x.test>',
  'b@x.test>\r\nRCPT TO:<evil@x.test',
  'b@x.test, evil@x.test',
  'b@x.test; evil@x.test',
  'b@x.test evil@x.test',
  '"b" <b@x.test>, <evil@x.test>',
  'Nhóm: b@x.test, evil@x.test;',
  '<evil@x.test>',
  'b@x.test (evil@x.test)',
  '@evil.test:b@x.test',
  '=?utf-8?B?DQpCY2M6IGV2aWxAeC50ZXN0?=',
  '=?utf-8?Q?=0D=0ABcc:_evil@x.test?=',
  '=?utf-7?Q?+AA0ACg-Bcc:?=',
  '\r\n.\r\nMAIL FROM:<evil@x.test>\r\nRCPT TO:<evil@x.test>\r\nDATA\r\n',
  '\n.\nQUIT\n',
  '\u202egnourt\u202c Bcc: evil@x.test',
  '\u2066Bcc: evil@x.test\u2069',
  '\ufeffBcc: evil@x.test',
  '\ud800 nửa ký tự',
  '\udc00\r\nBcc: evil@x.test',
  '"\r\nBcc: evil@x.test\r\nX: "',
  '\\"\r\nBcc: evil@x.test',
  `${'Ủy ban nhân dân '.repeat(640)}\r\nBcc: evil@x.test`,
  '\tBcc: evil@x.test',
  '\r\n\tBcc: evil@x.test',
];
