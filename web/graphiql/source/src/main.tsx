/** Opens GraphiQL for the registry: examples in tabs, the token's and the signing panels, everything from this origin. */
import './monaco/workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import 'graphiql/graphiql.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { EXAMPLES } from './examples';
import { EXAMPLES_PLUGIN } from './ExamplesPlugin';
import { fetcher, isTokenAccepted } from './fetcher';
import { SIGNING_PLUGIN } from './SigningPlugin';
import { adoptTokensFromAddress, readToken } from './token';
import { SchemaFollowsToken, TOKEN_PLUGIN } from './TokenPlugin';

const PLUGINS = [TOKEN_PLUGIN, EXAMPLES_PLUGIN, SIGNING_PLUGIN, HISTORY_PLUGIN];
const TABS = EXAMPLES.map(({ query }) => ({ query }));

adoptTokensFromAddress();

function Explorer({ isTokenAsked }: { isTokenAsked: boolean }) {
  return (
    <GraphiQL
      fetcher={fetcher}
      defaultTabs={TABS}
      plugins={PLUGINS}
      visiblePlugin={isTokenAsked ? TOKEN_PLUGIN : undefined}
      showPersistHeadersSettings={false}
      inputValueDeprecation
      schemaDescription
    >
      <GraphiQL.Logo>Заклад</GraphiQL.Logo>
      <SchemaFollowsToken />
    </GraphiQL>
  );
}

void import('monaco-graphql/esm/monaco-editor.js'); // GraphiQL asks for it only once it is on the page

// Monaco measures the font when it starts, so the font comes first; without it the page still opens.
const fonts = ['Q', 'Ї'].map((letter) => document.fonts.load('15px "Fira Code"', letter));
void Promise.allSettled(fonts).then(open);

/** Shows the page; without a token that the service takes, the token's panel is open where there is room. */
async function open(): Promise<void> {
  const isWide = matchMedia('(min-width: 1000px)').matches;
  const isTokenAsked = isWide && (readToken() === null || !(await isTokenAccepted()));
  createRoot(document.getElementById('graphiql')!).render(<Explorer isTokenAsked={isTokenAsked} />);
}
