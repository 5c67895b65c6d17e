import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { assertAllowed, type Viewer } from '../../access/index.js';
import { AuditService } from '../../audit/index.js';
import { isUuid, PlanError } from '../../base/index.js';
import { MailAddressMark } from '../recipients/address-mark.js';
import { MessageEvent, MessageEventKind } from './message-event.js';
import { Message, MessageState } from './message.js';

/** Takes dead letters up again. */
export class RequeueService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Puts a dead letter back into the outbox as if it were new; before it is sent, what it speaks of is looked at again.
   * Audited. Must run in a transaction.
   * @throws PlanError UNAUTHENTICATED, FORBIDDEN; INVALID_INPUT without a reason; NOT_FOUND; CONFLICT when it was not
   *   given up, or its address is marked as taking no mail.
   */
  async requeue(id: string, reason: string, viewer: Viewer, now: Date): Promise<Message> {
    assertAllowed(viewer, 'MANAGE_MAIL');
    if (reason.trim() === '') throw new PlanError('INVALID_INPUT', 'Hãy ghi lý do.', { field: 'reason' });
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE } as const;
    const message = isUuid(id) ? await this.em.findOne(Message, { id }, lock) : null;
    if (!message) throw new PlanError('NOT_FOUND', 'Không có thư này.', { field: 'id' });
    if (message.state !== MessageState.Failed) {
      throw new PlanError('CONFLICT', 'Chỉ thư đã bỏ mới gửi lại được.', { field: 'id', state: message.state });
    }
    const address = message.toAddress.toLowerCase();
    if ((await this.em.count(MailAddressMark, { address, liftedAt: null })) > 0) {
      throw new PlanError('CONFLICT', 'Địa chỉ này đang bị đánh dấu không nhận thư; hãy gỡ đánh dấu trước.', {
        field: 'id',
      });
    }
    const before = { state: message.state, attempts: message.attempts };
    // A new span of five days: tries begin anew.
    this.em.assign(message, { state: MessageState.Queued, attempts: 0, queuedAt: now, nextAttemptAt: null });
    await this.em.flush();
    const event = { kind: MessageEventKind.Requeued, at: now, detail: reason.trim() };
    await this.em.insert(MessageEvent, { message: id, ...event, attempt: null, replyCode: null, fault: null });
    await new AuditService(this.em).recordChange({
      actor: viewer.email,
      action: 'MESSAGE_REQUEUED',
      subjectType: 'Message',
      subjectId: id,
      before,
      after: { state: MessageState.Queued, attempts: 0 },
      reason: reason.trim(),
    });
    return message;
  }
}
