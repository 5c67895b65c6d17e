import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { PlanError } from '../../../schema/base/index.js';

/** What a request says of the file that is its body. */
export interface UploadRequest {
  readonly fileName: string;
  /** Name of the import profile; null for the standard one. */
  readonly profile: string | null;
  readonly dryRun: boolean;
  /** Data version that a dry run was based on; null when the sender does not mind. */
  readonly expectedDataVersion: number | null;
  readonly isGzip: boolean;
}

const LONGEST_NAME = 200;

const flag = z
  .enum(['true', 'false'], { error: 'phải là true hoặc false' })
  .default('false')
  .transform((text) => text === 'true');

const query = z.strictObject({
  fileName: z
    .string({ error: 'là tên tệp, bắt buộc' })
    .trim()
    .min(1, { error: 'là tên tệp, bắt buộc' })
    .max(LONGEST_NAME, { error: `dài quá ${LONGEST_NAME} ký tự` })
    .refine((text) => !/[\p{Cc}/\\]/u.test(text), { error: 'không được có dấu gạch chéo hay ký tự điều khiển' }),
  profile: z
    .string({ error: 'phải là tên một bộ cấu hình nạp' })
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, { error: 'phải là tên một bộ cấu hình nạp' })
    .optional(),
  dryRun: flag,
  expectedDataVersion: z
    .string({ error: 'phải là số nguyên' })
    .regex(/^\d{1,15}$/, { error: 'phải là số nguyên' })
    .transform(Number)
    .optional(),
});

/**
 * What the query and the headers of an upload say.
 * @throws PlanError INVALID_INPUT naming every parameter that will not do, and for an encoding other than gzip.
 */
export function readUploadRequest(parameters: unknown, headers: IncomingHttpHeaders): UploadRequest {
  const result = query.safeParse(parameters);
  if (!result.success) {
    const problems = result.error.issues.map(({ code, path, message, ...issue }) =>
      code === 'unrecognized_keys' && 'keys' in issue
        ? `không có tham số ${issue.keys.map((key) => `«${key.slice(0, 40)}»`).join(', ')}`
        : `«${path.join('.')}» ${message}`,
    );
    throw new PlanError('INVALID_INPUT', `Tham số không đúng: ${problems.join('; ')}.`);
  }
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity') {
    throw new PlanError('INVALID_INPUT', 'Nội dung chỉ được nén bằng gzip hoặc không nén (Content-Encoding).');
  }
  const { fileName, profile, dryRun, expectedDataVersion } = result.data;
  return {
    fileName,
    profile: profile ?? null,
    dryRun,
    expectedDataVersion: expectedDataVersion ?? null,
    isGzip: encoding === 'gzip',
  };
}
