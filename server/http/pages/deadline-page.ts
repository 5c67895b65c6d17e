import { formatVietnameseDate, formatVietnameseInstant, html, type Html } from '../../../schema/base/index.js';
import type { DeadlineListPart, ListedDeadline, ShownDeadline } from './deadline-query.js';
import { reportActions } from './report-actions.js';
import { reportSection } from './report-section.js';
import { dayInWords, daysLeftInWords, STATUS_NAMES } from './words.js';

/**
 * One deadline with its source, its report and what can be done about it.
 *
 * @param mayComplete whether the viewer may record it as done.
 */
export function deadlinePage(deadline: ShownDeadline, mayComplete: boolean): Html {
  const { title, unit, status, dueOn, dueRuleText, clause, quote, report, fulfilledAt, withdrawnReason } = deadline;
  const isOpen = fulfilledAt === null && withdrawnReason === null;
  return html`${report?.figures?.synthetic === true && banner()}
    <p class="quiet">${unit.name}</p>
    <h1>${title} <span class="chip ${status}">${STATUS_NAMES[status]}</span></h1>
    <p class="due">
      Hạn: <b>${dayInWords(dueOn)}</b>${isOpen && html` – <b>${daysLeftInWords(deadline.workingDaysLeft)}</b>`}
    </p>
    ${deadline.earlierDueOn.length > 0 && html`<p class="quiet">Hạn trước khi dời: ${deadline.earlierDueOn.map(formatVietnameseDate).join(', ')}</p>`}
    ${withdrawnReason !== null && html`<p class="notice">Không còn phải làm. ${withdrawnReason}.</p>`}
    ${fulfilledAt !== null && fulfilment(fulfilledAt, deadline.evidence)}
    <figure>
      <blockquote>${quote}</blockquote>
      <figcaption>Điểm ${clause.code} của kế hoạch. Cách tính hạn: ${dueRuleText.replace(/^Hạn: /, '')}</figcaption>
    </figure>
    ${report && reportSection(report)} ${report && reportActions(report)} ${mayComplete && completeForm(deadline.id)}`;
}

/** The viewer's open deadlines, nearest first, and below them what is withdrawn that is not yet due. */
export function deadlineListPage(open: DeadlineListPart, withdrawn: DeadlineListPart): Html {
  return html`<h1>Việc chưa xong</h1>
    ${open.nodes.length === 0 && html`<p>Không còn việc nào chưa xong.</p>`}
    ${deadlineList(open, (one) => daysLeftInWords(one.workingDaysLeft))}
    ${withdrawn.nodes.length > 0 && html`<h2>Không còn phải làm</h2>`}
    ${withdrawn.nodes.length > 0 && deadlineList(withdrawn, (one) => one.withdrawnReason ?? '')}`;
}

function deadlineList({ totalCount, nodes }: DeadlineListPart, note: (one: ListedDeadline) => string): Html {
  return html`<ul class="deadlines">
      ${nodes.map(
        (one) =>
          html`<li>
            <a href="/viec/${one.id}">${one.title}</a>
            <span class="chip ${one.status}">${STATUS_NAMES[one.status]}</span>
            <div class="quiet">${one.unit.name} · ${dayInWords(one.dueOn)} – ${note(one)}</div>
          </li>`,
      )}
    </ul>
    ${totalCount > nodes.length && html`<p class="quiet">Và ${totalCount - nodes.length} việc khác có hạn muộn hơn.</p>`}`;
}

function banner(): Html {
  return html`<p class="banner">
    <b>DỮ LIỆU MÔ PHỎNG</b> Số liệu dưới đây gồm hồ sơ mô phỏng, không dùng để báo cáo thật.
  </p>`;
}

function fulfilment(fulfilledAt: string, evidence: string | null): Html {
  return html`<p class="notice">
    Đã ghi nhận hoàn thành lúc ${formatVietnameseInstant(new Date(fulfilledAt))}.
    ${evidence !== null && html`Minh chứng: ${evidence}`}
  </p>`;
}

function completeForm(deadlineId: string): Html {
  return html`<form class="card" data-operation="completeDeadline" data-then="reload">
    <input type="hidden" name="id" value="${deadlineId}" />
    <label
      >Minh chứng: số văn bản hoặc liên kết <textarea name="evidence" rows="3" maxlength="2000" required></textarea>
    </label>
    <p class="alert" role="alert" hidden></p>
    <button>Ghi nhận hoàn thành</button>
  </form>`;
}
