import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { SafeIntScalar } from '../../schema/base/index.js';
import {
  conflictInWords,
  Observation,
  type ObservationEntry,
  type ObservationFault,
  type Recording,
} from '../../schema/observations/index.js';
import { hintOf, UserErrors } from './user-errors.js';

/** What a unit sends for a measure and a period. */
@InputType('RecordObservationInput', {
  description: 'Số liệu một đơn vị gửi cho một số đo và một kỳ (observation to record).',
})
export class RecordObservationInput {
  @Field(() => String, { description: 'Mã đơn vị (unit code).' })
  unit!: string;

  @Field(() => String, { description: 'Mã số đo (measure code).' })
  measure!: string;

  @Field(() => String, { description: 'Mã kỳ theo chu kỳ của số đo: 2025-12, 2025-Q4, 2025-H2 hoặc 2025 (period id).' })
  period!: string;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description: 'Giá trị, số nguyên; trống khi không có số liệu (value).',
  })
  value?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Vì sao không có số liệu; bắt buộc khi giá trị trống, để trống khi có giá trị (missing reason).',
  })
  missingReason?: string | null;

  @Field(() => String, { nullable: true, description: 'Ghi chú (note).' })
  note?: string | null;

  @Field(() => String, { nullable: true, description: 'Liên kết minh chứng, http hoặc https (evidence link).' })
  evidence?: string | null;

  @Field(() => Int, { description: 'Lần ghi mới nhất đã xem; 0 khi chưa có (expected revision).' })
  expectedRevision!: number;
}

/** What was sent, as it would have been kept. */
@ObjectType('SentObservation', { description: 'Số liệu đã gửi lên, chưa được lưu (sent observation).' })
class SentObservation {
  @Field(() => SafeIntScalar, { nullable: true, description: 'Giá trị (value).' })
  value!: number | null;

  @Field(() => String, { nullable: true, description: 'Vì sao không có số liệu (missing reason).' })
  missingReason!: string | null;

  @Field(() => String, { nullable: true, description: 'Ghi chú (note).' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'Liên kết minh chứng (evidence link).' })
  evidence!: string | null;

  @Field(() => Int, { description: 'Lần ghi mà người gửi đã xem (expected revision).' })
  expectedRevision!: number;
}

/** An entry that is stored. */
@ObjectType('RecordObservationPayload', { description: 'Số liệu đã được lưu (recorded).' })
class RecordObservationPayload {
  @Field(() => Observation, { description: 'Lần ghi đang có hiệu lực (observation).' })
  observation!: Observation;

  @Field(() => Boolean, { description: 'Đúng: lần ghi mới; sai: nội dung này đã được lưu từ trước (is new).' })
  isNew!: boolean;
}

/** An entry that met another one. */
@ObjectType('ObservationConflictPayload', {
  description: 'Số liệu đã được người khác ghi từ lúc xem; không có gì thay đổi (conflict).',
})
class ObservationConflictPayload {
  @Field(() => String, { description: 'Lời giải thích cho người dùng, nêu cả hai giá trị (message).' })
  message!: string;

  @Field(() => Observation, { nullable: true, description: 'Lần ghi đang lưu; trống khi chưa có (stored).' })
  stored!: Observation | null;

  @Field(() => SentObservation, { description: 'Bản gửi lên (sent).' })
  sent!: SentObservation;
}

/** What came of one entry. */
export const RecordObservationResult = createUnionType({
  name: 'RecordObservationResult',
  description: 'Kết quả ghi một số liệu: đã lưu, mâu thuẫn, hoặc bị từ chối (result).',
  types: () => [RecordObservationPayload, ObservationConflictPayload, UserErrors] as const,
});

/** The name by which the input calls a field of an entry. */
const INPUT_FIELDS: Partial<Record<ObservationFault['field'], string>> = { periodId: 'period' };

/** What is asked to be recorded, as the domain takes it. */
export function entryOf({ period, ...input }: RecordObservationInput): ObservationEntry {
  return {
    value: null,
    missingReason: null,
    note: null,
    evidence: null,
    ...Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    unit: input.unit,
    measure: input.measure,
    periodId: period,
    expectedRevision: input.expectedRevision,
  };
}

/** What came of an entry, as the API tells it. */
export function resultOf(recording: Recording, index: number): typeof RecordObservationResult {
  if (recording.kind === 'RECORDED') {
    const { observation, isNew } = recording;
    return Object.assign(new RecordObservationPayload(), { observation, isNew });
  }
  if (recording.kind === 'CONFLICT') {
    const { entry, stored } = recording;
    const { value, missingReason, note, evidence, expectedRevision } = entry;
    const facts = { value, missingReason, note, evidence, expectedRevision };
    const sent = Object.assign(new SentObservation(), facts);
    return Object.assign(new ObservationConflictPayload(), { message: conflictInWords(recording), stored, sent });
  }
  const { code, faults } = recording;
  return new UserErrors(
    faults.map(({ field, message }) => ({
      code,
      message,
      path: ['entries', String(index), INPUT_FIELDS[field] ?? field],
      hint: hintOf(code),
    })),
  );
}
