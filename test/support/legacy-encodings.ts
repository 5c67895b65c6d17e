/** Letters by byte in TCVN 5712:1993 VN3 (ABC), lower case. */
const TCVN3: Readonly<Record<string, number>> = Object.fromEntries(
  'à b5|ả b6|ã b7|á b8|ạ b9|ă a8|ằ bb|ẳ bc|ẵ bd|ắ be|ặ c6|â a9|ầ c7|ẩ c8|ẫ c9|ấ ca|ậ cb|è cc|ẻ ce|ẽ cf|é d0|ẹ d1|ê aa|ề d2|ể d3|ễ d4|ế d5|ệ d6|ì d7|ỉ d8|ĩ dc|í dd|ị de|ò df|ỏ e1|õ e2|ó e3|ọ e4|ô ab|ồ e5|ổ e6|ỗ e7|ố e8|ộ e9|ơ ac|ờ ea|ở eb|ỡ ec|ớ ed|ợ ee|ù ef|ủ f1|ũ f2|ú f3|ụ f4|ư ad|ừ f5|ử f6|ữ f7|ứ f8|ự f9|ỳ fa|ỷ fb|ỹ fc|ý fd|ỵ fe|đ ae|Đ a7|Ă a1|Â a2|Ê a3|Ô a4|Ơ a5|Ư a6'
    .split('|')
    .map((pair) => [pair.slice(0, 1), Number.parseInt(pair.slice(2), 16)]),
);

/** What VNI-Windows writes for a letter, as the Latin letters its bytes show as elsewhere. */
const VNI: Readonly<Record<string, string>> = Object.fromEntries(
  'à aø|á aù|ả aû|ã aõ|ạ aï|â aâ|ầ aà|ấ aá|ẩ aå|ẫ aã|ậ aä|ă aê|ằ aè|ắ aé|ẳ aú|ẵ aü|ặ aë|è eø|é eù|ẻ eû|ẽ eõ|ẹ eï|ê eâ|ề eà|ế eá|ể eå|ễ eã|ệ eä|ì ì|í í|ỉ æ|ĩ ó|ị ò|ò oø|ó où|ỏ oû|õ oõ|ọ oï|ô oâ|ồ oà|ố oá|ổ oå|ỗ oã|ộ oä|ơ ô|ờ ôø|ớ ôù|ở ôû|ỡ ôõ|ợ ôï|ù uø|ú uù|ủ uû|ũ uõ|ụ uï|ư ö|ừ öø|ứ öù|ử öû|ữ öõ|ự öï|ỳ yø|ý yù|ỷ yû|ỹ yõ|ỵ î|đ ñ|Đ Ñ'
    .split('|')
    .map((pair) => [pair.slice(0, 1), pair.slice(2)]),
);

/** The bytes of a text in TCVN3; capitals with tones go small, as the encoding has none. */
export function toTcvn3(text: string): Buffer {
  const bytes = Array.from(text.normalize('NFC'), (letter) => TCVN3[letter] ?? TCVN3[letter.toLowerCase()]);
  return Buffer.from(Array.from(text.normalize('NFC'), (letter, place) => bytes[place] ?? letter.charCodeAt(0)));
}

/** The bytes of a text in VNI-Windows. */
export function toVni(text: string): Buffer {
  const letters = Array.from(text.normalize('NFC'), (letter) => VNI[letter] ?? VNI[letter.toLowerCase()] ?? letter);
  return Buffer.from(letters.join(''), 'latin1');
}

/** The bytes of a text in windows-1258: letters with circumflex, breve and horn, tones as marks behind. */
export function toWindows1258(text: string): Buffer {
  const byLetter = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte -= 1) {
    byLetter.set(new TextDecoder('windows-1258').decode(Uint8Array.of(byte)), byte);
  }
  const bytes = Array.from(text.normalize('NFC')).flatMap((letter) => {
    const whole = byLetter.get(letter);
    if (whole !== undefined) return [whole];
    const marks = Array.from(letter.normalize('NFD'));
    const tone = marks.findIndex((mark) => /[\u0300\u0301\u0303\u0309\u0323]/.test(mark));
    const base = marks
      .filter((_, place) => place !== tone)
      .join('')
      .normalize('NFC');
    return [byLetter.get(base) ?? 63, byLetter.get(marks[tone] ?? '') ?? 63];
  });
  return Buffer.from(bytes);
}

const NAMES = [
  'Sở Nông nghiệp và Môi trường',
  'Ủy ban nhân dân phường Thành Sen',
  'Trung tâm Phục vụ hành chính công tỉnh',
  'Cấp giấy phép xây dựng nhà ở riêng lẻ',
  'Đăng ký khai sinh có yếu tố nước ngoài',
  'Xã Kỳ Xuân, xã Thạch Hà, xã Đức Thọ',
  'Rất hài lòng với việc giải quyết hồ sơ',
  'Đã trả kết quả cho người dân',
  'Công dân yêu cầu rút hồ sơ đang xử lý',
  'Thủ tục chuyển mục đích sử dụng đất',
];
const PLACES = [
  'Hương Khê',
  'Cẩm Xuyên',
  'Lộc Hà',
  'Nghi Xuân',
  'Vũ Quang',
  'Hồng Lĩnh',
  'Can Lộc',
  'Hương Sơn',
  'Kỳ Anh',
  'Đồng Lộc',
];

/** A hundred texts as fields of old files have them. */
export const VIETNAMESE_TEXTS: readonly string[] = NAMES.flatMap((name) => PLACES.map((place) => `${name} ${place}`));
