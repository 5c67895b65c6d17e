import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { scopeOf } from '../../schema/access/index.js';
import { fromGlobalId, PlanError, readModelOf, ROOT } from '../../schema/base/index.js';
import {
  bodiesOf,
  BounceService,
  MailAddressMark,
  Message,
  MessageEvent,
  messageList,
  NotSentService,
  RequeueService,
  timelinesOf,
  withoutAnswerLinks,
} from '../../schema/reminders/index.js';
import type { RequestContext } from '../context.js';
import type { Connection } from '../graphql/connection.js';
import { loadList } from '../graphql/list-loader.js';
import {
  lifted,
  LiftAddressMarkResult,
  MailMessageArgs,
  MailMessageConnection,
  NotSentReason,
  requeued,
  RequeueMessageResult,
  WhyNotSentArgs,
} from '../graphql/mail.js';
import { mutate } from '../graphql/user-errors.js';

/** Mails and what became of them. */
@Resolver()
export class MailQueries {
  @Query(() => MailMessageConnection, { description: 'Thư trong hộp thư đi, mới xếp trước (mail messages).' })
  mailMessages(
    @Args(() => MailMessageArgs) { filter, ...page }: MailMessageArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Message>> {
    const { em } = context;
    return loadList(context, MailMessageConnection, {
      name: `mail messages ${JSON.stringify(filter ?? {})}`,
      parent: ROOT,
      page,
      query: () => messageList(em, filter ?? {}),
      read: (row) => readModelOf(em, Message).read(row),
    });
  }

  @Query(() => [MailAddressMark], {
    description: 'Địa chỉ đang bị đánh dấu không nhận thư, mới bị trả lại trước (marked mail addresses).',
  })
  mailAddressMarks(@Ctx() { em }: RequestContext): Promise<MailAddressMark[]> {
    return em.find(MailAddressMark, { liftedAt: null }, { orderBy: { markedAt: 'desc', address: 'asc' }, limit: 200 });
  }

  @Query(() => [NotSentReason], {
    description: 'Vì sao một vị trí không có thư về một việc; lý do nặng nhất trước (why not sent).',
  })
  whyNotSent(
    @Args(() => WhyNotSentArgs) { deadline, post, day }: WhyNotSentArgs,
    @Ctx() { em, day: today }: RequestContext,
  ): Promise<NotSentReason[]> {
    const { type, key } = fromGlobalId(deadline);
    if (type !== 'Deadline') throw new PlanError('INVALID_INPUT', 'Đây không phải mã thời hạn.', { field: 'deadline' });
    return new NotSentService(em).reasons(key, post, day ?? today);
  }
}

/** What is read of a mail beside its row. */
@Resolver(() => Message)
export class MailMessageFields {
  @FieldResolver(() => [MessageEvent], { description: 'Các bước đã qua, cũ trước (timeline).' })
  async timeline(@Root() { id }: Message, @Ctx() { em, loaders }: RequestContext): Promise<MessageEvent[]> {
    return (await loaders.load('timeline of message', id, (ids) => timelinesOf(em, ids))) ?? [];
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Lời thư, không có liên kết trả lời; trống với người không phải quản trị viên (text body).',
  })
  async textBody(@Root() { id }: Message, @Ctx() { em, loaders, viewer }: RequestContext): Promise<string | null> {
    if (scopeOf(viewer, 'MANAGE_MAIL') === null) return null;
    const text = await loaders.load('body of message', id, (ids) => bodiesOf(em, ids));
    return text === undefined || text === null ? null : withoutAnswerLinks(text);
  }
}

/** What administrators do about mails. */
@Resolver()
export class MailMutations {
  @Mutation(() => RequeueMessageResult, {
    description: 'Cho gửi lại một thư đã bỏ; việc trong thư được xét lại trước khi gửi (requeue a dead letter).',
  })
  requeueMessage(
    @Arg('id', () => ID, { description: 'Mã thư (id).' }) id: string,
    @Arg('reason', () => String, { description: 'Lý do, được ghi vào nhật ký (reason).' }) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof RequeueMessageResult> {
    const { viewer, now } = context;
    return mutate(context, async (em) => requeued(await new RequeueService(em).requeue(id, reason, viewer, now)));
  }

  @Mutation(() => LiftAddressMarkResult, {
    description: 'Gỡ đánh dấu một địa chỉ từng bị trả lại; thư lại đến địa chỉ này (lift an address mark).',
  })
  liftAddressMark(
    @Arg('address', () => String, { description: 'Địa chỉ (address).' }) address: string,
    @Arg('reason', () => String, { description: 'Lý do, được ghi vào nhật ký (reason).' }) reason: string,
    @Ctx() context: RequestContext,
  ): Promise<typeof LiftAddressMarkResult> {
    const { viewer, now } = context;
    return mutate(context, async (em) => lifted(await new BounceService(em).lift(address, reason, viewer, now)));
  }
}
