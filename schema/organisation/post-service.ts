import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { PlanError, readModelOf, rowsOf, type CivilDate } from '../base/index.js';
import { faultsOfPost } from './post-rules.js';
import { Post, type PostKind } from './post.js';
import { assertReason, refuseFaults } from './unit-rules.js';
import { Unit } from './unit.js';

/** Who takes a post over, and from when. */
export interface PostChange {
  readonly unitCode: string;
  readonly kind: PostKind;
  readonly title: string;
  readonly email: string;
  /** First day of the new holder. */
  readonly from: CivilDate;
}

/** Which post of which unit ends. */
export interface PostEnd {
  readonly unitCode: string;
  readonly kind: PostKind;
  /** First day without a holder. */
  readonly from: CivilDate;
}

/** Keeps the posts that mail goes to. */
export class PostService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Hands a post over from a day on: the holder until then keeps the days before. Must run in a transaction.
   * @throws PlanError NOT_FOUND for an unknown unit; INVALID_INPUT for a bad address or title, or when the present
   * holder began on that day or later.
   */
  async handOver(
    { unitCode, kind, title, email, from }: PostChange,
    actor: string,
    reason: string | null = null,
  ): Promise<Post> {
    const unit = await this.em.findOne(Unit, { code: unitCode });
    if (!unit) throw new PlanError('NOT_FOUND', `Không có đơn vị mã «${unitCode}».`, { field: 'unit' });
    refuseFaults(faultsOfPost({ title, email }));
    const [later] = await this.em.find(Post, { unit, kind, validFrom: { $gte: from } }, { limit: 1 });
    if (later) {
      throw new PlanError('INVALID_INPUT', `Vị trí đã có người nhận từ ngày ${later.validFrom}.`, { field: 'from' });
    }
    const held = { unit, kind, $or: [{ validTo: null }, { validTo: { $gt: from } }] };
    const [holder] = await this.em.find(Post, held, { orderBy: { validFrom: 'desc' }, limit: 1 });
    const before = holder && { unit: unitCode, kind, title: holder.title, email: holder.email, from: holder.validFrom };
    await this.em.nativeUpdate(Post, held, { validTo: from });
    const post = this.em.create(Post, {
      unit,
      kind,
      title: title.normalize('NFC'),
      email,
      validFrom: from,
      validTo: null,
    });
    await this.em.flush();
    await new AuditService(this.em).recordChange({
      actor,
      action: 'POST_SAVED',
      subjectType: 'Post',
      subjectId: post.id,
      before: before ?? null,
      after: { unit: unitCode, kind, title, email, from },
      reason,
    });
    return post;
  }

  /**
   * Ends a post of a unit from a day on, nobody taking it over. Audited. Must run in a transaction.
   * @throws PlanError NOT_FOUND when nobody holds it on that day; INVALID_INPUT when a holder begins on that day or later.
   */
  async end({ unitCode, kind, from }: PostEnd, actor: string, reason: string): Promise<Post> {
    assertReason(reason);
    const unit = await this.em.findOne(Unit, { code: unitCode });
    if (!unit) throw new PlanError('NOT_FOUND', `Không có đơn vị mã «${unitCode}».`, { field: 'unit' });
    const open = { $or: [{ validTo: null }, { validTo: { $gt: from } }] };
    const posts = await this.em.find(Post, { unit, kind, ...open }, { orderBy: { validFrom: 'asc' } });
    const later = posts.find(({ validFrom }) => validFrom >= from);
    if (later) {
      throw new PlanError('INVALID_INPUT', `Vị trí đã có người nhận từ ngày ${later.validFrom}.`, { field: 'from' });
    }
    const [post] = posts;
    if (!post) throw new PlanError('NOT_FOUND', 'Vào ngày này vị trí không có ai nhận.', { field: 'kind' });
    const told = { unit: unitCode, kind, title: post.title, email: post.email, validFrom: post.validFrom };
    const before = { ...told, validTo: post.validTo };
    for (const { id } of posts) await this.em.nativeUpdate(Post, { id }, { validTo: from });
    await new AuditService(this.em).recordChange({
      actor,
      action: 'POST_ENDED',
      subjectType: 'Post',
      subjectId: post.id,
      before,
      after: { ...told, validTo: from },
      reason: reason.trim(),
    });
    return Object.assign(post, { validTo: from });
  }

  /** Posts of units that are valid on a day, keyed by unit id. One statement. */
  async validOn(unitIds: readonly string[], day: CivilDate): Promise<Map<string, Post[]>> {
    const model = readModelOf(this.em, Post);
    const rows = await rowsOf(
      this.em,
      sql<
        Record<string, unknown>
      >`select ${model.columns('post')} from post where unit_id = any(${[...unitIds]}::uuid[])
        and valid_from <= ${day} and coalesce(valid_to > ${day}, true) order by kind, valid_from`,
    );
    return Map.groupBy(
      rows.map((row) => model.read(row)),
      (post) => post.unit.id,
    );
  }
}
