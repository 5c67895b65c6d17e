import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { editorFonts } from './lean-styles.js';

/** English text as it stands, quoted, in the published code of GraphiQL, and the Vietnamese text put in its place. */
type Texts = Readonly<Record<string, string>>;

const sectionTitles: Texts = {
  'Root Types': 'Kiểu gốc',
  'All Schema Types': 'Mọi kiểu của lược đồ',
  Type: 'Kiểu',
  Fields: 'Trường',
  Arguments: 'Tham số',
  'Enum Values': 'Giá trị',
  'Possible Types': 'Các kiểu cụ thể',
  Implementations: 'Các kiểu thực hiện',
  Implements: 'Thuộc giao diện',
  Directives: 'Chỉ thị',
  'Deprecated Fields': 'Trường sắp bỏ',
  'Deprecated Arguments': 'Tham số sắp bỏ',
  'Deprecated Enum Values': 'Giá trị sắp bỏ',
};

/**
 * Texts by file of an npm package (path below node_modules). GraphiQL has no translation of its own, so its texts are
 * replaced while bundling; key words of GraphQL and names of keys stay.
 */
export const interfaceTexts: Readonly<Record<string, Texts>> = {
  'graphiql/dist/GraphiQL.js': {
    '"New tab"': '"Thẻ mới"',
    '`${editorToolsHiddenElement === "second" ? "Show" : "Hide"} editor tools`':
      '`${editorToolsHiddenElement === "second" ? "Mở" : "Thu gọn"} khung biến`',
    '"Editor Commands"': '"Lệnh soạn thảo"',
    '"Operation Editor"': '"Khung soạn truy vấn"',
    'children: "Variables"': 'children: "Biến"',
    'children: "Headers"': 'children: "Đầu mục HTTP"',
    '"Select active operation"': '"Chọn thẻ truy vấn"',
  },
  'graphiql/dist/ui/toolbar.js': {
    '`Copy query (': '`Sao chép truy vấn (',
    '`Merge fragments into query (': '`Gộp fragment vào truy vấn (',
    '`Prettify query (': '`Trình bày lại truy vấn (',
  },
  'graphiql/dist/ui/sidebar.js': {
    '`Re-fetch GraphQL schema (': '`Tải lại lược đồ GraphQL (',
    '"Open short keys dialog"': '"Xem phím tắt"',
    '"Open settings dialog"': '"Mở cài đặt"',
    '`${isVisible_0 ? "Hide" : "Show"} ${': '`${isVisible_0 ? "Ẩn" : "Mở"} ${',
    'children: "Short Keys"': 'children: "Phím tắt"',
    'children: "Settings"': 'children: "Cài đặt"',
    'children: "Theme"': 'children: "Giao diện"',
    'children: "Adjust how the interface appears."': 'children: "Chọn màu sáng, màu tối hoặc theo máy."',
    'children: "System"': 'children: "Theo máy"',
    'children: "Light"': 'children: "Sáng"',
    'children: "Dark"': 'children: "Tối"',
    'children: "Clear storage"': 'children: "Xóa dữ liệu lưu"',
    'children: "Remove all locally stored data and start fresh."':
      'children: "Xóa mọi thứ trang này đã lưu trong trình duyệt và bắt đầu lại."',
    '"Clear data"': '"Xóa"',
    '"Cleared data"': '"Đã xóa"',
    '"Failed"': '"Không xóa được"',
    '"This modal provides a list of available keyboard shortcuts and their functions."':
      '"Danh sách phím tắt và tác dụng."',
    '"This modal lets you adjust header persistence, interface theme, and clear local storage."':
      '"Chỉnh giao diện và dữ liệu lưu trong trình duyệt."',
  },
  'graphiql/dist/ui/short-keys.js': {
    '"Execute query"': '"Chạy truy vấn"',
    '"Copy query"': '"Sao chép truy vấn"',
    '"Prettify editors"': '"Trình bày lại"',
    '"Merge fragments definitions into operation definition"': '"Gộp fragment vào truy vấn"',
    '"Search in editor"': '"Tìm trong khung soạn"',
    '"Search in documentation"': '"Tìm trong tài liệu"',
    '"Re-fetch schema using introspection"': '"Tải lại lược đồ"',
    '"Open the Command Palette (you must have focus in the editor)"': '"Mở bảng lệnh (khi đang ở khung soạn)"',
    'children: "Short Key"': 'children: "Phím tắt"',
    'children: "Function"': 'children: "Tác dụng"',
    // This paragraph only leads to pages elsewhere.
    'children: [\n        "This Graph",': 'hidden: true, children: [\n        "This Graph",',
  },
  '@graphiql/react/dist/components/execute-button/index.js': {
    '`${isRunning ? "Stop" : "Execute"} query (': '`${isRunning ? "Dừng" : "Chạy"} truy vấn (',
  },
  '@graphiql/react/dist/utility/create-editor.js': {
    // Fira Code, which GraphiQL brings along, has no Vietnamese letters.
    [String.raw`"\"Fira Code\""`]: JSON.stringify(editorFonts),
  },
  '@graphiql/react/dist/components/tabs/index.js': { '"Close Tab"': '"Đóng thẻ"' },
  '@graphiql/plugin-doc-explorer/dist/components/doc-explorer.js': {
    '"Schema is invalid: "': '"Lược đồ không hợp lệ: "',
    '`Go back to ${': '`Trở lại ${',
    '"Error fetching schema"': '"Không tải được lược đồ"',
    '"No GraphQL schema available"': '"Chưa có lược đồ GraphQL"',
    '"Documentation Explorer"': '"Tài liệu lược đồ"',
  },
  '@graphiql/plugin-doc-explorer/dist/context.js': {
    'title: "Documentation Explorer"': 'title: "tài liệu lược đồ"',
    'aria-label="Show Documentation Explorer"': 'aria-label="Mở tài liệu lược đồ"',
    'name: "Docs"': 'name: "Tài liệu"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/schema-documentation.js': {
    '"A GraphQL schema provides a root type for each kind of operation."':
      '"Mỗi loại thao tác bắt đầu từ một kiểu gốc. Chọn tên kiểu hoặc trường để đọc giải thích."',
  },
  '@graphiql/plugin-doc-explorer/dist/components/section.js': {
    // The titles are keys of a table of icons too, so only the shown one is replaced.
    't1,\n      title\n': `t1,\n      ${JSON.stringify(sectionTitles)}[title] ?? title\n`,
  },
  '@graphiql/plugin-doc-explorer/dist/components/field-documentation.js': {
    'children: "Show Deprecated Arguments"': 'children: "Hiện tham số sắp bỏ"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/type-documentation.js': {
    'children: "Show Deprecated Fields"': 'children: "Hiện trường sắp bỏ"',
    'children: "Show Deprecated Values"': 'children: "Hiện giá trị sắp bỏ"',
  },
  '@graphiql/plugin-doc-explorer/dist/components/search.js': {
    '`Search ${': '`Tìm trong ${',
    '"No results found"': '"Không có kết quả"',
    '"Other results"': '"Kết quả khác"',
  },
  '@graphiql/plugin-history/dist/components.js': {
    '"History"': '"Truy vấn đã chạy"',
    '"Clear"': '"Xóa"',
    '"Cleared"': '"Đã xóa"',
    '"Failed to Clear"': '"Không xóa được"',
    'children: "Save"': 'children: "Lưu"',
    '"Edit label"': '"Đặt tên"',
    '"Type a label"': '"Nhập tên"',
    '"Add favorite"': '"Đánh dấu"',
    '"Remove favorite"': '"Bỏ đánh dấu"',
    '"Delete from history"': '"Xóa khỏi danh sách"',
    '"Set active"': '"Mở lại"',
  },
  '@graphiql/plugin-history/dist/index.js': { 'title: "History"': 'title: "truy vấn đã chạy"' },
};

/**
 * The code of one file with its texts replaced.
 * @throws Error naming a text that is not in the code: another version of GraphiQL says it otherwise.
 */
export function translateCode(file: string, code: string, texts: Texts): string {
  let translated = code;
  for (const [english, vietnamese] of Object.entries(texts)) {
    if (!translated.includes(english)) throw new Error(`${file} does not contain ${english}`);
    translated = translated.replaceAll(english, () => vietnamese);
  }
  return translated;
}

/** Replaces the texts of GraphiQL while esbuild reads its files. */
export const vietnameseInterface: Plugin = {
  name: 'vietnamese-interface',
  setup(build) {
    build.onLoad({ filter: /node_modules\/(graphiql|@graphiql)\/.*\.js$/ }, async ({ path }) => {
      const file = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const texts = interfaceTexts[file];
      if (!texts) return undefined;
      return { contents: translateCode(file, await readFile(path, 'utf8'), texts), loader: 'js' };
    });
  },
};
