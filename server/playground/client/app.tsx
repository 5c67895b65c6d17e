import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN, HistoryStore } from '@graphiql/plugin-history';
import { GraphiQLProvider } from '@graphiql/react';
import { GraphiQL, GraphiQLInterface } from 'graphiql';
import { sendOperation } from './graphql-endpoint.js';
import { SavedQueryPanel } from './saved-query-panel.js';
import { SignInPanel } from './sign-in-panel.js';

/** What a browser sees that has not been here before; later it finds its own tabs again. */
const first = localStorage.getItem('graphiql:tabState') === null ? SAVED_QUERIES[0] : undefined;
const emptyTab = `# Chọn một truy vấn có sẵn ở bên trái, hoặc viết truy vấn tại đây.
# Ctrl+Space gợi ý tên trường, Ctrl+Enter chạy.
`;

/** The whole page: header, saved queries, GraphiQL. */
export function App() {
  return (
    <GraphiQLProvider
      fetcher={({ query, variables, operationName }, options) =>
        sendOperation({ query, variables, operationName }, options?.headers)
      }
      plugins={[DOC_EXPLORER_PLUGIN, HISTORY_PLUGIN]}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      initialQuery={first?.query}
      initialVariables={first && JSON.stringify(first.variables, null, 2)}
      defaultQuery={emptyTab}
      defaultTheme="light"
      shouldPersistHeaders={false}
    >
      <HistoryStore>
        <DocExplorerStore>
          <header className="page-header">
            <div>
              <h1>Bàn truy vấn GraphQL</h1>
              <p>Kế hoạch 457/KH-UBND. Chọn truy vấn ở bên trái, sửa nếu cần, bấm ▶ để chạy; quyển sách mở tài liệu.</p>
            </div>
            <SignInPanel />
          </header>
          <main>
            <SavedQueryPanel />
            <GraphiQLInterface showPersistHeadersSettings={false} defaultEditorToolsVisibility="variables">
              <GraphiQL.Logo>{null}</GraphiQL.Logo>
            </GraphiQLInterface>
          </main>
        </DocExplorerStore>
      </HistoryStore>
    </GraphiQLProvider>
  );
}
