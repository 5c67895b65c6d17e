import { savedQueryList } from '../playground/saved-query-list.js';
import type { DemoAccount } from './demo-accounts-file.js';

/** Addresses and folders to tell of. */
export interface WelcomeFacts {
  /** Where users open the system, without a slash at the end. */
  readonly publicUrl: string;
  readonly hasPlayground: boolean;
  readonly logFolder: string;
  readonly seconds: number;
}

/** What the demonstration adds. */
export interface DemoFacts extends WelcomeFacts {
  readonly mailPage: string;
  readonly accounts: readonly DemoAccount[];
  readonly accountsFile: string;
}

/** What to print when the demonstration is ready. */
export function demoWelcome(facts: DemoFacts): string {
  const { mailPage, accounts, accountsFile } = facts;
  const rows = accounts.map(({ name, email, password }) => [name, email, password]);
  const [first, second] = facts.hasPlayground
    ? [
        `Playground → «${titleOf('commune-indicator')}»: chỉ số so với chỉ tiêu, chưa cần đăng nhập.`,
        `Playground → «${titleOf('monthly-report')}»: đăng nhập bằng tài khoản điều phối.`,
      ]
    : ['GraphQL: query { province { name } }', 'GraphQL: đăng nhập bằng mutation signIn, rồi hỏi reports.'];
  return [
    ...readyLines(facts),
    `  Hộp thư thử  ${mailPage}`,
    '',
    'Dữ liệu là MÔ PHỎNG, không phải số liệu thật. Tài khoản dùng thử (mật khẩu ngẫu nhiên của riêng bản này):',
    '',
    ...table(rows).map((line) => `  ${line}`),
    '',
    `Đăng nhập: nút «Đăng nhập» trong playground. Mật khẩu giữ ở ${accountsFile}.`,
    '',
    'Nên xem trước:',
    `  1. ${first}`,
    `  2. ${second}`,
    '  3. Hộp thư thử: thư nhắc việc mà worker vừa gửi cho từng đơn vị.',
    '',
    ...endLines(facts),
  ].join('\n');
}

/** What to print when the system is ready on a database of its own. */
export function plainWelcome(facts: WelcomeFacts): string {
  return [
    ...readyLines(facts),
    '',
    'Dùng cơ sở dữ liệu ở DATABASE_URL, thư gửi qua SMTP_URL; không có dữ liệu mô phỏng.',
    'Tạo quản trị viên đầu tiên: npm run create-admin -- --email dia-chi --name "Họ tên"',
    '',
    ...endLines(facts),
  ].join('\n');
}

function readyLines({ publicUrl, hasPlayground, seconds }: WelcomeFacts): string[] {
  return [
    '',
    `Hệ thống đã sẵn sàng sau ${seconds.toLocaleString('vi-VN', { maximumFractionDigits: 1 })} giây.`,
    '',
    `  GraphQL      ${publicUrl}/graphql`,
    ...(hasPlayground ? [`  Playground   ${publicUrl}/playground`] : []),
  ];
}

function endLines({ logFolder }: WelcomeFacts): string[] {
  return [`Nhật ký: ${logFolder}. Dừng: Ctrl-C.`, ''];
}

/** Rows with their columns one below the other. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function titleOf(savedQuery: string): string {
  return savedQueryList.find(({ name }) => name === savedQuery)?.title ?? savedQuery;
}
