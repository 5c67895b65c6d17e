import { z } from 'zod';
import { PlanError } from './errors.js';

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);
const flag = (fallback: boolean) =>
  z
    .enum(['true', 'false'])
    .default(fallback ? 'true' : 'false')
    .transform((text) => text === 'true');
const civilDay = z.iso.date();
const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every(isOrigin), 'mỗi mục phải là một nguồn như https://vi-du.vn, không có đường dẫn');

/** An identity provider is asked over TLS; without it only on this machine, for trying out. */
function isSafeIssuer(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
}

/**
 * Every variable the product reads, with unit and default. `.env.example` and docker-compose.yml are compared
 * with this table by a test.
 */
export const environmentTable = {
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL để dùng. Bỏ trống: tự chạy PostgreSQL nhúng và nạp hồ sơ mô phỏng (server, worker, lệnh).'),
  DATABASE_POOL_SIZE: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe('Số kết nối tối đa của một tiến trình.'),
  STATEMENT_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(600_000)
    .default(10_000)
    .describe(
      'Thời gian lâu nhất của một câu lệnh cơ sở dữ liệu khi trả lời một yêu cầu, tính bằng mili giây (server).',
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Máy chủ gửi thư. Bắt buộc khi có DATABASE_URL và chạy worker.'),
  MAIL_FROM: z
    .email()
    .default('ke-hoach-457@localhost.localdomain')
    .describe('Địa chỉ người gửi của mọi thư (worker).'),
  MAIL_FROM_NAME: z.string().min(1).default('Theo dõi Kế hoạch 457').describe('Tên người gửi (worker).'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .default('http://localhost:4000')
    .describe('Địa chỉ người dùng mở hệ thống, dùng cho liên kết trong thư (server, worker).'),
  PORT: port(4000).describe('Cổng HTTP của server.'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Địa chỉ mạng mà server lắng nghe; trong container là 0.0.0.0.'),
  PLAYGROUND: flag(true).describe('Mở trang /playground và cho phép introspection (server).'),
  CORS_ORIGINS: origins
    .optional()
    .describe(
      'Các nguồn của trang ngoài được gọi API từ trình duyệt, cách nhau dấu phẩy; bỏ trống: không nguồn nào (server).',
    ),
  TRUSTED_DOCUMENTS: z
    .string()
    .min(1)
    .optional()
    .describe('Tệp danh sách truy vấn được phép; bỏ trống: nhận mọi truy vấn hợp lệ (server).'),
  SESSION_HOURS: z.coerce
    .number()
    .int()
    .min(1)
    .max(720)
    .default(12)
    .describe('Số giờ một phiên đăng nhập còn hiệu lực (server).'),
  OIDC_ISSUER: z
    .url({ protocol: /^https?$/ })
    .refine(isSafeIssuer, 'phải là https, trừ khi ở chính máy này')
    .optional()
    .describe('Địa chỉ của cổng định danh OpenID Connect; bỏ trống: chỉ đăng nhập bằng mật khẩu (server).'),
  OIDC_CLIENT_ID: z.string().min(1).default('ke-hoach-457').describe('Mã của hệ thống này ở cổng định danh (server).'),
  OIDC_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Khóa bí mật của hệ thống này ở cổng định danh; bắt buộc khi có OIDC_ISSUER (server).'),
  IMPORT_MAX_MEGABYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(2048)
    .describe('Cỡ tệp hồ sơ lớn nhất được nhận qua HTTP, sau khi giải nén, tính bằng MB (server).'),
  IMPORT_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe('Thư mục mà worker theo dõi để nạp tệp hồ sơ; bỏ trống: không theo dõi (worker).'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Mức ghi nhật ký.'),
  GO_LIVE_ON: civilDay
    .optional()
    .describe('Ngày bắt đầu theo dõi (NĂM-THÁNG-NGÀY); bỏ trống: ngày khởi động lần đầu (worker).'),
  HEARTBEAT_CRON: z
    .string()
    .min(9)
    .default('* * * * *')
    .describe('Nhịp node-cron mà worker hỏi cơ sở dữ liệu có gì đến hạn.'),
  EMBEDDED_DATABASE_PORT: port(54_570).describe('Cổng của PostgreSQL nhúng (npm start).'),
  EMBEDDED_DATABASE_DIRECTORY: z
    .string()
    .min(1)
    .default('.data')
    .describe('Thư mục dữ liệu của PostgreSQL nhúng (npm start).'),
  MAIL_CATCHER_PORT: port(1080).describe('Cổng trang đọc thư của hộp thư thử (npm start).'),
  MAIL_CATCHER_SMTP_PORT: port(1025).describe('Cổng SMTP của hộp thư thử (npm start).'),
  DEMO_DOSSIERS: z.coerce
    .number()
    .int()
    .min(0)
    .max(5_000_000)
    .default(60_000)
    .describe('Số hồ sơ mô phỏng nạp khi chạy bản nhúng lần đầu (npm start).'),
} as const;

const schema = z
  .object(environmentTable)
  .refine(({ OIDC_ISSUER, OIDC_CLIENT_SECRET }) => OIDC_ISSUER === undefined || OIDC_CLIENT_SECRET !== undefined, {
    path: ['OIDC_CLIENT_SECRET'],
    message: 'bắt buộc khi có OIDC_ISSUER',
  });

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

/** The parsed environment. `goLiveOn` and the like are plain values; nothing else reads `process.env`. */
export type Environment = z.infer<typeof schema>;

/**
 * The environment, checked as a whole; an empty value counts as unset.
 * @throws PlanError CONFIGURATION naming every faulty variable at once.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(
    Object.keys(environmentTable).flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new PlanError('CONFIGURATION', `Biến môi trường sai:\n  ${problems.join('\n  ')}`, { problems });
}

/**
 * The variables to start a process of ours with: those of this process, with the values given in place of its own.
 * Libraries check themselves less in production.
 */
export function childEnvironment(environment: Environment): NodeJS.ProcessEnv {
  const values = Object.entries(environment).map(([name, value]) => [name, value === undefined ? '' : String(value)]);
  return { NODE_ENV: 'production', ...process.env, ...(Object.fromEntries(values) as NodeJS.ProcessEnv) };
}
