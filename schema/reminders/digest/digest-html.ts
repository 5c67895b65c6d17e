import type { DigestLine, DigestWords, Nearness } from './digest-words.js';
import { capitalise, escapeHtml } from './text-rules.js';

const INK = '#1f2933';
const QUIET = '#52606d';
const ACCENT = '#0b5394';
const COLOURS: Record<Nearness, string> = {
  'Quá hạn': '#b42318',
  'Hết hạn hôm nay': '#8a4b00',
  'Sắp đến hạn': ACCENT,
};

/** The HTML part of a digest: one column, styles inline, nothing loaded from anywhere. */
export function digestHtml(words: DigestWords): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escapeHtml(words.subject)}</title>
</head>
<body style="margin:0;padding:0;background:#eef1f4;color:${INK};font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.5">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse"><tr><td align="center" style="padding:12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;max-width:680px;background:#ffffff;text-align:left"><tr><td style="padding:20px">
${words.synthetic ? banner() : ''}
<p style="margin:0;color:${QUIET};font-size:14px">${escapeHtml(words.plans)}</p>
<h1 style="margin:4px 0 0;font-size:22px;line-height:1.3">${escapeHtml(words.unitName)}</h1>
<p style="margin:4px 0 0;font-size:17px">${escapeHtml(capitalise(words.summary))}</p>
${words.groups.map(({ name, lines }) => group(name, lines)).join('\n')}
${words.beyond ? `<p style="margin:20px 0 0">${escapeHtml(words.beyond)}</p>` : ''}
<p style="margin:24px 0 0"><a href="${escapeHtml(words.publicUrl)}" style="display:inline-block;padding:10px 18px;background:${ACCENT};color:#ffffff;text-decoration:none;border-radius:4px">Mở hệ thống</a></p>
<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #d8dee4;color:${QUIET};font-size:13px">${escapeHtml(words.footer)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function banner(): string {
  return `<p style="margin:0 0 16px;padding:10px 12px;background:#fff3cd;border:1px solid #e0b400;color:#5f4400"><b>DỮ LIỆU MÔ PHỎNG</b><br>Thư thử: số liệu và địa chỉ không có thật.</p>`;
}

function group(name: Nearness, lines: readonly DigestLine[]): string {
  const colour = COLOURS[name];
  return `<h2 style="margin:24px 0 0;padding-bottom:4px;border-bottom:2px solid ${colour};font-size:17px;color:${colour}">${name} (${lines.length})</h2>
${lines.map(item).join('\n')}`;
}

function item(line: DigestLine): string {
  const quote =
    line.quote === null
      ? ''
      : `<div style="margin:6px 0 0;padding:0 0 0 10px;border-left:3px solid #d8dee4;color:${QUIET};font-size:14px;overflow-wrap:anywhere">«${escapeHtml(line.quote)}»</div>`;
  const answer =
    line.answerLink === null
      ? ''
      : `\n<div style="margin:8px 0 0"><a href="${escapeHtml(line.answerLink)}" style="display:inline-block;padding:8px 14px;border:1px solid ${ACCENT};border-radius:4px;color:${ACCENT};text-decoration:none">Hẹn ngày xong</a></div>`;
  return `<div style="padding:14px 0;border-bottom:1px solid #e6eaee;overflow-wrap:anywhere">
<div style="font-weight:bold"><a href="${escapeHtml(line.link)}" style="color:${INK}">${escapeHtml(line.title)}</a></div>
<div style="color:${COLOURS[line.nearness]}"><b>${escapeHtml(capitalise(line.due))}</b> &#183; ${escapeHtml(line.rungLabel)}</div>
<div>Còn thiếu: ${escapeHtml(line.missing)}.</div>
<div style="color:${QUIET};font-size:14px">Căn cứ: ${escapeHtml(line.source)}</div>
${quote}${answer}
</div>`;
}
