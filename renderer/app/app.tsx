import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Gate } from '../vault/gate.tsx';
import { LiveRegions } from './announce.tsx';
import { useGlobalKeys } from './keyboard/use-global-keys.ts';
import { queryClient } from './query-client.ts';
import { cssVariablesResolver, theme } from './theme/theme.ts';

const Workspace = lazy(async () => ({ default: (await import('./workspace.tsx')).Workspace }));

/** The nonce of this answer's content security policy; Mantine's one style tag carries it. */
function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** The whole page: theme, data, keys, and either the way in or the workspace. */
export function App() {
  useGlobalKeys();
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateInlineStyles
    >
      <QueryClientProvider client={queryClient}>
        <Gate>
          <Suspense fallback={null}>
            <Workspace />
          </Suspense>
        </Gate>
        <LiveRegions />
      </QueryClientProvider>
    </MantineProvider>
  );
}
