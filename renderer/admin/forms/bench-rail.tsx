import { IconCheck, IconHelp, IconX } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { FormChange } from '#shared/assessments/design/diff-forms.ts';
import { diffForms } from '#shared/assessments/design/diff-forms.ts';
import type { TracedRule } from '#shared/assessments/design/trace-rules.ts';
import { traceResults, traceRules } from '#shared/assessments/design/trace-rules.ts';
import type { Form } from '#shared/assessments/form.ts';
import type { FormProblem } from '#shared/assessments/problems.ts';
import { FormPreview, useTrial } from '../../assessments/form-preview.tsx';
import { Button } from '../../components/button.tsx';
import { Rail } from '../../components/rail.tsx';
import { TabPanel, Tabs } from '../../components/tabs.tsx';
import { Tag } from '../../components/tag.tsx';
import styles from './bench.module.css';
import { ChangesList } from './changes-list.tsx';

type Tab = 'preview' | 'bench' | 'checks' | 'changes';

/** Beside the editor: the form as it will be asked, which rules fire, what is to mend, what has changed. */
export function BenchRail({
  form,
  problems,
  base,
  onJump,
}: {
  readonly form: Form;
  readonly problems: readonly FormProblem[];
  readonly base: { readonly name: string; readonly form: Form } | null;
  readonly onJump: (linkId: string) => void;
}) {
  const [tab, setTab] = useState<Tab>('preview');
  // Typing must never wait for the preview.
  const trial = useTrial(useDeferredValue(form));
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return (
    <Rail label="Try it out">
      <div className={styles.rail}>
        <div className={styles.tabs}>
          <Tabs<Tab>
            name="bench"
            label="Try it out"
            keys={false}
            value={tab}
            onChange={setTab}
            items={[
              { key: 'preview', label: 'Preview' },
              { key: 'bench', label: 'Test bench' },
              { key: 'checks', label: 'Checks', count: errors > 0 ? errors : undefined },
              { key: 'changes', label: 'Changes' },
            ]}
          />
        </div>
        <TabPanel name="bench" tab={tab} className={styles.panel}>
          {(tab === 'preview' || tab === 'bench') && (
            <div className={styles.tools}>
              <span>Answers given here are saved nowhere.</span>
              <Button size="sm" variant="quiet" onClick={trial.clear}>
                Clear answers
              </Button>
            </div>
          )}
          {tab === 'preview' && (
            <div className={styles.preview}>
              <FormPreview trial={trial} />
            </div>
          )}
          {tab === 'bench' && <Bench form={form} trial={trial} onJump={onJump} />}
          {tab === 'checks' && <Checks problems={problems} onJump={onJump} />}
          {tab === 'changes' && <Changes form={form} base={base} />}
        </TabPanel>
      </div>
    </Rail>
  );
}

function Bench({
  form,
  trial,
  onJump,
}: {
  readonly form: Form;
  readonly trial: ReturnType<typeof useTrial>;
  readonly onJump: (linkId: string) => void;
}) {
  const [all, setAll] = useState(false);
  const rules = useMemo(() => traceRules(trial.view), [trial.view]);
  const results = useMemo(() => traceResults(form, trial.view), [form, trial.view]);
  const firing = rules.filter(({ open }) => open).length;
  const shown = all ? rules : rules.slice(0, MOST_RULES);
  return (
    <>
      <p className={styles.join} role="status">
        {rules.length === 0
          ? 'No item has a rule: everything is always asked.'
          : `${firing} of ${rules.length} rules hold with these answers.`}
      </p>
      {results.length > 0 && (
        <ul className={styles.rules} aria-label="What the answers set off">
          {results.map(({ kind, name, words }) => (
            <li key={`${kind} ${name}`} className={styles.rule}>
              <span className={styles.ruleHead}>
                <Tag state={kind === 'safety' ? 'urgent' : 'neutral'}>{RESULT_WORDS[kind]}</Tag>
                <strong>{name}</strong>
              </span>
              <span className={styles.because}>{words}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className={styles.rules} aria-label="Rules">
        {shown.map((rule) => (
          <RuleLine key={rule.linkId} rule={rule} onJump={onJump} />
        ))}
      </ul>
      {shown.length < rules.length && (
        <Button size="sm" variant="quiet" onClick={() => setAll(true)}>
          Show all {rules.length}
        </Button>
      )}
    </>
  );
}

const MOST_RULES = 60;

const RESULT_WORDS = {
  score: 'Score',
  safety: 'Safety prompt',
  task: 'Task when signed',
  suggestion: 'Suggests',
  calculated: 'Calculated',
} as const;

function RuleLine({
  rule,
  onJump,
}: {
  readonly rule: TracedRule;
  readonly onJump: (linkId: string) => void;
}) {
  return (
    <li className={styles.rule}>
      <span className={styles.ruleHead}>
        <Tag state={rule.open ? 'done' : 'neutral'}>{rule.open ? 'Asked' : 'Not asked'}</Tag>
        <button type="button" className={styles.ruleName} onClick={() => onJump(rule.linkId)}>
          {rule.name}
        </button>
      </span>
      {rule.closedAbove !== null && (
        <span className={styles.because}>Closed because “{rule.closedAbove}” is.</span>
      )}
      {rule.join && <span className={styles.join}>{rule.join === 'all' ? 'All of:' : 'Any of:'}</span>}
      {rule.conditions.map(({ words, result, because }) => (
        <span key={words} className={styles.condition}>
          {result === 'true' ? (
            <IconCheck size={15} stroke={2} aria-hidden />
          ) : result === 'false' ? (
            <IconX size={15} stroke={2} aria-hidden />
          ) : (
            <IconHelp size={15} stroke={1.75} aria-hidden />
          )}
          <span>
            <strong>{result === 'true' ? 'True' : result === 'false' ? 'False' : 'Undecided'}</strong>:{' '}
            {words}
            <span className={styles.because}>{because}</span>
          </span>
        </span>
      ))}
    </li>
  );
}

function Checks({
  problems,
  onJump,
}: {
  readonly problems: readonly FormProblem[];
  readonly onJump: (linkId: string) => void;
}) {
  if (problems.length === 0) return <p>Nothing to mend. The form can be published.</p>;
  const sorted = problems.toSorted((left, right) => left.severity.localeCompare(right.severity));
  return (
    <ul className={styles.rules}>
      {sorted.slice(0, 200).map(({ code, linkId, message, severity }) => (
        <li key={`${code} ${linkId} ${message}`} className={styles.problem}>
          <Tag state={severity === 'error' ? 'urgent' : 'due'}>
            {severity === 'error' ? 'Keeps it from being published' : 'Worth a look'}
          </Tag>
          <span>{message}</span>
          {linkId !== null && (
            <Button size="sm" variant="link" onClick={() => onJump(linkId)}>
              Go to {linkId}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Changes({
  form,
  base,
}: {
  readonly form: Form;
  readonly base: { readonly name: string; readonly form: Form } | null;
}) {
  const later = useDeferredValue(form);
  const changes: readonly FormChange[] = useMemo(
    () => (base ? diffForms(base.form, later) : []),
    [base, later],
  );
  if (!base) return <p>This form is new, so there is nothing to compare it with.</p>;
  return (
    <>
      <p className={styles.join}>Against {base.name}.</p>
      <ChangesList changes={changes} same="Nothing has changed yet." />
    </>
  );
}
