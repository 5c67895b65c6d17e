import type { DigestLine, DigestWords } from './digest-words.js';
import { capitalise } from './text-rules.js';

/** The plain part of a digest: short lines, one thing after the other. */
export function digestText(words: DigestWords): string {
  const parts = [
    ...(words.synthetic ? ['*** DỮ LIỆU MÔ PHỎNG: thư thử, số liệu và địa chỉ không có thật. ***', ''] : []),
    `Kính gửi: ${words.unitName}`,
    '',
    `${words.plans}: ${words.summary}.`,
    ...words.groups.flatMap(({ name, lines }) => ['', name.toUpperCase(), ...lines.flatMap(itemText)]),
    ...(words.beyond ? ['', words.beyond] : []),
    '',
    `Mở hệ thống: ${words.publicUrl}`,
    '',
    '-- ',
    words.footer,
    '',
  ];
  return parts.join('\n');
}

function itemText(line: DigestLine, index: number): string[] {
  return [
    '',
    `${index + 1}. ${line.title}`,
    `   ${capitalise(line.due)} (${line.rungLabel})`,
    `   Còn thiếu: ${line.missing}`,
    `   Căn cứ: ${line.source}${line.quote === null ? '' : `: «${line.quote}»`}`,
    `   ${line.link}`,
    ...(line.answerLink === null ? [] : [`   Hẹn ngày xong (không cần đăng nhập): ${line.answerLink}`]),
  ];
}
