import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { AuditService } from '../audit/index.js';
import { PlanError, readModelOf, rowsOf, type CivilDate } from '../base/index.js';
import { Post, type PostKind } from './post.js';
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

/** One addr-spec and nothing else: a comma or line break would reach a second person. */
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;
const LONGEST_TITLE = 200;
const CONTROL_CHARACTERS = /\p{Cc}/u;

/** Keeps the posts that mail goes to. */
export class PostService {
  constructor(private readonly em: EntityManager) {}

  /**
   * Hands a post over from a day on: the holder until then keeps the days before. Must run in a transaction.
   * @throws PlanError NOT_FOUND for an unknown unit; INVALID_INPUT for a bad address or title, or when the present
   * holder began on that day or later.
   */
  async handOver({ unitCode, kind, title, email, from }: PostChange, actor: string): Promise<Post> {
    const unit = await this.em.findOne(Unit, { code: unitCode });
    if (!unit) throw new PlanError('NOT_FOUND', `Không có đơn vị mã «${unitCode}».`, { field: 'unit' });
    assertAddress(email);
    assertTitle(title);
    const [later] = await this.em.find(Post, { unit, kind, validFrom: { $gte: from } }, { limit: 1 });
    if (later) {
      throw new PlanError('INVALID_INPUT', `Vị trí đã có người nhận từ ngày ${later.validFrom}.`, { field: 'from' });
    }
    await this.em.nativeUpdate(
      Post,
      { unit, kind, $or: [{ validTo: null }, { validTo: { $gt: from } }] },
      { validTo: from },
    );
    const post = this.em.create(Post, { unit, kind, title, email, validFrom: from, validTo: null });
    await this.em.flush();
    const details = { unit: unitCode, kind, title, email, from };
    await new AuditService(this.em).record({
      actor,
      action: 'POST_SAVED',
      subjectType: 'Post',
      subjectId: post.id,
      details,
    });
    return post;
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

function assertAddress(email: string): void {
  if (email.length <= 254 && ADDRESS.test(email)) return;
  throw new PlanError('INVALID_INPUT', 'Địa chỉ thư không hợp lệ; chỉ ghi một địa chỉ, ví dụ van-thu@xa.vn.', {
    field: 'email',
  });
}

function assertTitle(title: string): void {
  if (title.trim() !== '' && title.length <= LONGEST_TITLE && !CONTROL_CHARACTERS.test(title)) return;
  throw new PlanError('INVALID_INPUT', `Chức danh phải có từ 1 đến ${LONGEST_TITLE} ký tự, trên một dòng.`, {
    field: 'title',
  });
}
