import { html, type Html } from '../../../schema/base/index.js';
import type { ShownAction, ShownReport } from './deadline-query.js';

/** Mutation of each action of the workflow. */
const OPERATIONS: Readonly<Record<string, string>> = {
  SUBMIT: 'submitReport',
  TAKE_BACK: 'takeBackReport',
  SEND: 'sendReport',
  ACCEPT: 'acceptReport',
  RETURN: 'returnReport',
  REOPEN: 'reopenReport',
  REQUEST_CORRECTION: 'requestReportCorrection',
  GRANT_CORRECTION: 'grantReportCorrection',
  REFUSE_CORRECTION: 'refuseReportCorrection',
  RECOMPILE: 'recompileReport',
};

/** What an action brings about, where its name does not say. */
const EFFECTS: Readonly<Record<string, string>> = {
  SUBMIT: 'Chuyển báo cáo cho người đứng đầu đơn vị xem và gửi.',
  SEND: 'Sau khi gửi, số liệu trên được niêm phong, chuyển lên tỉnh, và nghĩa vụ báo cáo của kỳ này được ghi nhận là đã thực hiện.',
  REOPEN: 'Mở lần lập tiếp theo với số liệu tổng hợp lại; lần trước vẫn xem được.',
  GRANT_CORRECTION: 'Đơn vị được lập lần tiếp theo; lần trước vẫn xem được.',
  RECOMPILE: 'Tính lại các con số của bản đang soạn từ dữ liệu hiện có.',
};

/** Refusals about the viewer: nobody wants to read on his page what others may do. */
const NOT_FOR_VIEWER = new Set(['SIGN_IN', 'NO_RIGHT', 'OTHER_UNIT', 'NO_SUCH_STEP']);

/** What the viewer can do with a report, each as a form; below it why the rest of his work is not to be done now. */
export function reportActions({ id, revision, availableActions }: ShownReport): Html {
  const allowed = availableActions.filter((action) => action.allowed);
  const waiting = availableActions.filter(({ block }) => block !== null && !NOT_FOR_VIEWER.has(block));
  return html`${allowed.length > 0 && html`<h2>Việc cần làm với báo cáo</h2>`}
    <div class="actions">${allowed.map((action) => actionForm(action, id, revision))}</div>
    ${
      waiting.length > 0 &&
      html`<details class="quiet">
        <summary>Việc chưa làm được lúc này</summary>
        <ul>
          ${waiting.map(({ name, reason }) => html`<li><b>${name}</b>: ${reason}</li>`)}
        </ul>
      </details>`
    }`;
}

function actionForm({ action, name, needsReason, takesReason }: ShownAction, id: string, revision: number): Html {
  return html`<form class="card" data-operation="${OPERATIONS[action] ?? ''}" data-then="reload">
    <input type="hidden" name="id" value="${id}" />
    <input type="hidden" name="revision" value="${revision}" />
    ${EFFECTS[action] !== undefined && html`<p>${EFFECTS[action]}</p>`} ${takesReason && reasonField(needsReason)}
    <p class="alert" role="alert" hidden></p>
    <button>${name}</button>
  </form>`;
}

function reasonField(isNeeded: boolean): Html {
  return html`<label
    >Lý do${isNeeded ? '' : ' (không bắt buộc)'}
    ${
      isNeeded
        ? html`<textarea name="reason" rows="2" maxlength="2000" required></textarea>`
        : html`<textarea name="reason" rows="2" maxlength="2000"></textarea>`
    }
  </label>`;
}
