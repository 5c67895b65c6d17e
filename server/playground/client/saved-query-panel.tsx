import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { audiences } from '../saved-query-list.js';
import type { SavedQuery } from '../saved-queries.js';

/** The list of saved queries by audience; choosing one opens it and runs it. */
export function SavedQueryPanel() {
  const open = useOpenQuery();
  const active = useGraphiQL(({ tabs, activeTabIndex }) => tabs[activeTabIndex]?.query?.trim());
  return (
    <nav className="saved-queries" aria-label="Truy vấn có sẵn">
      <h2>Truy vấn có sẵn</h2>
      {audiences.map((audience) => (
        <section key={audience}>
          <h3>{audience}</h3>
          <ul>
            {SAVED_QUERIES.filter((saved) => saved.audience === audience).map((saved) => (
              <li key={saved.name}>
                <button
                  type="button"
                  data-query={saved.name}
                  aria-current={saved.query.trim() === active}
                  onClick={() => open(saved)}
                >
                  <strong>{saved.title}</strong>
                  <span>{saved.hint}</span>
                  {saved.needsSignIn && <em>Cần đăng nhập</em>}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** Opens a saved query in the tab that already shows it, else in the current one if empty, else in a new one. */
function useOpenQuery() {
  const { addTab, changeTab, run } = useGraphiQLActions();
  const { tabs, activeTabIndex, queryEditor, variableEditor } = useGraphiQL((state) => state);
  return (saved: SavedQuery) => {
    if (!queryEditor || !variableEditor) return;
    const shown = tabs.findIndex((tab) => tab.query?.trim() === saved.query.trim());
    if (shown >= 0) changeTab(shown);
    else if (tabs[activeTabIndex]?.query?.trim()) addTab();
    if (shown < 0) {
      queryEditor.setValue(saved.query);
      variableEditor.setValue(JSON.stringify(saved.variables, null, 2));
    }
    // The editors hand over what they show after a pause; running at once would send the tab before.
    setTimeout(run, 250);
  };
}
