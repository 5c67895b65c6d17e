import { formatVietnameseDate, html, type Html } from '../../../schema/base/index.js';
import type { AnswerState, AnswerView } from '../../../schema/reminders/index.js';
import { dayInWords } from '../pages/words.js';

const CLOSED: Readonly<Record<Exclude<AnswerState, 'OPEN' | 'USED'>, string>> = {
  EXPIRED: 'Liên kết này đã hết hạn. Hãy dùng liên kết trong thư nhắc mới nhất, hoặc đăng nhập.',
  DONE: 'Việc này đã được ghi nhận hoàn thành, không cần trả lời nữa.',
  WITHDRAWN: 'Việc này không còn phải làm, không cần trả lời nữa.',
  MOVED: 'Thời hạn của việc này đã thay đổi từ khi gửi thư. Hãy dùng liên kết trong thư nhắc mới nhất.',
  POST_ENDED: 'Người nhận thư này không còn giữ nhiệm vụ. Thư nhắc mới được gửi cho người kế nhiệm.',
};

/**
 * What a link is about, and the form when it takes an answer.
 *
 * @param problem what was wrong with the answer just sent; null without one.
 */
export function answerPage(view: AnswerView, problem: string | null): Html {
  const { state, title, unitName, postTitle, dueOn, quote, committedOn } = view;
  return html`<p class="quiet">${unitName} · ${postTitle}</p>
    <h1>${title}</h1>
    <p class="due">Hạn: <b>${dayInWords(dueOn)}</b></p>
    <figure><blockquote>${quote}</blockquote></figure>
    ${state === 'OPEN' && answerForm(view, problem)} ${state === 'USED' && committed(committedOn, problem)}
    ${state !== 'OPEN' && state !== 'USED' && html`<p class="notice" role="status">${CLOSED[state]}</p>`}`;
}

function answerForm({ firstDay, lastDay }: AnswerView, problem: string | null): Html {
  return html`<form class="card" method="post">
    <p>
      Xác nhận đã nhận việc và hẹn ngày xong. Ngày hẹn không thay cho thời hạn; trong thời gian hẹn hệ thống không nhắc
      lại việc này, trừ khi phải báo cáo cấp trên.
    </p>
    <label
      >Ngày hẹn xong, từ ${formatVietnameseDate(firstDay)} đến ${formatVietnameseDate(lastDay)}
      <input name="committedOn" type="date" min="${firstDay}" max="${lastDay}" required />
    </label>
    <label>Lời nhắn (không bắt buộc) <textarea name="note" rows="3" maxlength="500"></textarea></label>
    ${problem !== null && html`<p class="alert" role="alert">${problem}</p>`}
    <button>Xác nhận</button>
  </form>`;
}

function committed(committedOn: AnswerView['committedOn'], problem: string | null): Html {
  return html`${problem !== null && html`<p class="alert" role="alert">Liên kết này đã được dùng, ngày hẹn không đổi.</p>`}
    <p class="notice" role="status">Đã ghi nhận hẹn xong: <b>${committedOn && dayInWords(committedOn)}</b>.</p>`;
}
