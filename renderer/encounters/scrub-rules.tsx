import { useState } from 'react';
import { SCRUB_RULES, type ScrubRule } from '#shared/encounters/held.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import styles from './encounters.module.css';

const SEVERITY_WORDS: Readonly<Record<ScrubRule['severity'], string>> = {
  stop: 'Held until it is fixed',
  wait: 'Waits for somebody or for its day',
  look: 'Worth a look, holds nothing',
  file: 'Checked over the whole file; one fault and it is not built',
};

/** "41 rules", which opens what each of them says, where it is fixed, and where it comes from. */
export function ScrubRulesLink({ count }: { readonly count: number }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="link" size="sm" tabIndex={-1} onClick={() => setOpen(true)}>
        {count} rules
      </Button>
      <Dialog
        title="What each line is checked against"
        size={720}
        opened={open}
        onClose={() => setOpen(false)}
      >
        {(Object.keys(SEVERITY_WORDS) as ScrubRule['severity'][]).map((severity) => (
          <section key={severity} className={styles.rules}>
            <h3>{SEVERITY_WORDS[severity]}</h3>
            <table>
              <thead>
                <tr>
                  <th scope="col">Rule</th>
                  <th scope="col">Fixed at</th>
                  <th scope="col">Source</th>
                </tr>
              </thead>
              <tbody>
                {SCRUB_RULES.filter((rule) => rule.severity === severity).map((rule) => (
                  <tr key={rule.id}>
                    <td>{rule.sentence}</td>
                    <td>{rule.field}</td>
                    <td className="quiet">{rule.source}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </Dialog>
    </>
  );
}
