import { IconPlus } from '@tabler/icons-react';
import type { Form, SafetyRule } from '#shared/assessments/form.ts';
import type { ProtocolKind } from '#shared/assessments/protocols.ts';
import { PROTOCOL_KINDS, PROTOCOL_TITLES, protocolOf } from '#shared/assessments/protocols.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { answerWords, compareAnswers } from '#shared/assessments/values.ts';
import { Button } from '../../components/button.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from './editor.module.css';
import type { Designer } from './use-designer.ts';

/** The safety prompts of a question: on which answer, what is said, which protocol it opens. */
export function PromptEditor({
  designer,
  item,
}: {
  readonly designer: Designer;
  readonly item: QuestionnaireItem;
}) {
  const answers =
    item.type === 'boolean'
      ? [{ valueBoolean: true }, { valueBoolean: false }]
      : (item.answerOption ?? []).map(
          ({ extension: _extension, initialSelected: _initial, ...answer }) => answer,
        );
  const rules = designer.form.safety.filter(({ linkId }) => linkId === item.linkId);
  if (answers.length === 0) return null;
  const setRules = (make: (now: Form['safety']) => Form['safety'], key: string | null) =>
    designer.edit((now) => ({ safety: make(now.safety) }), key);
  const setRule = (id: string, part: Partial<SafetyRule>, key: string | null) =>
    setRules((now) => now.map((rule) => (rule.id === id ? { ...rule, ...part } : rule)), key);
  const add = () => {
    const [is] = answers;
    if (is) setRules((now) => [...now, newRule(item, is, now)], null);
  };
  return (
    <section className={styles.group} aria-label="Safety prompt">
      <div className={styles.head}>
        <h2 className={styles.title}>Safety prompt</h2>
        {rules.length === 0 && (
          <Button size="sm" icon={<IconPlus size={14} stroke={1.75} aria-hidden />} onClick={add}>
            Prompt
          </Button>
        )}
      </div>
      {rules.map((rule) => {
        const chosen = answers.findIndex((answer) => rule.is && compareAnswers(answer, rule.is) === 'equal');
        return (
          <div key={rule.id} className={styles.card}>
            <div className={styles.row}>
              {rule.is ? (
                <SelectField
                  label="On the answer"
                  searchable={false}
                  choices={answers.map((answer, index) => ({
                    value: String(index),
                    label: answerWords(answer),
                  }))}
                  value={chosen < 0 ? null : String(chosen)}
                  onChange={(index) => {
                    const is = answers[Number(index)];
                    if (is) setRule(rule.id, { is }, null);
                  }}
                />
              ) : (
                <p className={styles.quiet}>On any answer that counts more than {rule.above ?? 0}.</p>
              )}
              <SelectField
                label="Protocol"
                searchable={false}
                choices={PROTOCOL_KINDS.map((kind) => ({ value: kind, label: PROTOCOL_TITLES[kind] }))}
                value={protocolOf(rule)}
                onChange={(kind) => kind && setRule(rule.id, { protocol: kind as ProtocolKind }, null)}
              />
            </div>
            <TextField
              label="What it says"
              value={rule.title}
              maxLength={300}
              onChange={(title) =>
                setRule(rule.id, { title, task: { ...rule.task, why: title } }, `prompt ${rule.id}`)
              }
            />
            <TextField
              label="The task it sets for today"
              value={rule.task.title}
              maxLength={200}
              onChange={(title) => setRule(rule.id, { task: { ...rule.task, title } }, `task ${rule.id}`)}
            />
            <div>
              <Button
                size="sm"
                variant="quiet"
                onClick={() => setRules((now) => now.filter(({ id }) => id !== rule.id), null)}
              >
                Remove the prompt
              </Button>
            </div>
          </div>
        );
      })}
    </section>
  );
}

function newRule(
  item: QuestionnaireItem,
  is: NonNullable<SafetyRule['is']>,
  others: readonly SafetyRule[],
): SafetyRule {
  const taken = new Set(others.map(({ id }) => id));
  let number = 1;
  while (taken.has(`prompt-${number}`)) number += 1;
  return {
    id: `prompt-${number}`,
    linkId: item.linkId,
    is,
    title: 'Ask about safety before going on.',
    text: 'An urgent task is set for today. Follow your agency’s protocol; the form keeps what is answered.',
    earlier: 'This was answered otherwise earlier in this form. The safety task stays.',
    protocol: 'general',
    task: {
      title: 'Follow up on safety',
      detail: 'A safety answer was given. Follow the agency’s protocol today.',
      dueInDays: 0,
      why: 'Ask about safety before going on.',
    },
  };
}
