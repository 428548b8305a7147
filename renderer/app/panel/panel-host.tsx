import { useKeys } from '../keyboard/use-keys.ts';
import styles from './panel-host.module.css';
import { closePanel, usePanel } from './panel-state.ts';
import { PANELS } from './panels.tsx';

/** The place of the side panel: beside the page, which stays live. */
export function PanelHost() {
  const request = usePanel();
  useKeys([{ keys: 'Escape', label: 'Put away, kept', group: 'screen', run: closePanel, inFields: true }], {
    layer: 'panel',
    enabled: request !== null,
  });
  if (!request) return null;
  const Content = PANELS[request.kind];
  if (!Content) return null;
  return (
    <section className={styles.host} data-region="panel" data-key-layer="panel" aria-label="Side panel">
      <Content
        key={`${request.kind}:${request.memberId}:${request.id}`}
        memberId={request.memberId}
        id={request.id}
        taskId={request.taskId ?? null}
        onClose={closePanel}
      />
    </section>
  );
}
