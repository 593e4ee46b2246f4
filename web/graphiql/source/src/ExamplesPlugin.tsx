/** The «Приклади» panel: brings an example back, also when its first tab was closed or rewritten. */
import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';
import { EXAMPLES } from './examples';

export const EXAMPLES_PLUGIN: GraphiQLPlugin = { title: 'Приклади', icon: ExamplesIcon, content: ExamplesPanel };

function ExamplesPanel() {
  const { addTab, changeTab } = useGraphiQLActions();
  const editor = useGraphiQL((state) => state.queryEditor);
  const tabs = useGraphiQL((state) => state.tabs);
  const open = (query: string) => {
    const held = tabs.findIndex((tab) => tab.query === query);
    if (held === -1) {
      addTab();
      editor?.setValue(query);
    } else {
      changeTab(held);
    }
    showActiveTab();
  };
  return (
    <section className="zaklad-panel">
      <h2>Приклади</h2>
      <p>Кожен приклад — готовий запит; пояснення стоять у ньому самому.</p>
      <ul className="zaklad-examples">
        {EXAMPLES.map(({ title, query }) => (
          <li key={title}>
            <button type="button" onClick={() => open(query)}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The row of tabs may be longer than the window; the tab is there once React has drawn it. */
function showActiveTab(): void {
  const active = () => document.querySelector('[role=tab][aria-selected=true]');
  requestAnimationFrame(() => active()?.scrollIntoView({ block: 'nearest' }));
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M4 5h16v14H4zM8 9.5h8M8 14.5h5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
