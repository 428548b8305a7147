import type { FormNode } from '#shared/assessments/compile.ts';
import { protocolOf } from '#shared/assessments/protocols.ts';
import { safetyRaisedBy } from '#shared/assessments/score.ts';
import { startNote } from '../app/panel/start-note.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { ProtocolButton } from './protocol-button.tsx';
import { useRunnerControls } from './runner-context.ts';
import styles from './safety-notice.module.css';

/** The safety prompts of one question: under it, read out at once, and there until the form is signed. */
export function SafetyNotice({ node }: { readonly node: FormNode }) {
  const { runner, locked, trial } = useRunnerControls();
  const { form, store, view } = runner;
  const rules = form.safety.filter((rule) => rule.linkId === node.linkId && store.raised[rule.id]);
  const active = new Set(safetyRaisedBy(form, view).map((rule) => rule.id));
  return rules.map((rule) => (
    <div key={rule.id} className={styles.place}>
      <Notice
        state="urgent"
        alert
        title={active.has(rule.id) ? rule.title : rule.earlier}
        actions={
          !trial && (
            <>
              <ProtocolButton kind={protocolOf(rule)} />
              {!locked && <Button onClick={startNote}>Record what they say</Button>}
            </>
          )
        }
      >
        {rule.text}
      </Notice>
    </div>
  ));
}
