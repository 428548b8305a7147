import { IconPlus, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import { spanOfScore } from '#shared/assessments/design/check-form.ts';
import { weightOfOption } from '#shared/assessments/design/item-parts.ts';
import { placedItems } from '#shared/assessments/design/tree.ts';
import type { Band, Form, ScoreRule } from '#shared/assessments/form.ts';
import type { FormProblem } from '#shared/assessments/problems.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Tag } from '../../components/tag.tsx';
import { CheckField, TextArea, TextField } from '../../components/text-field.tsx';
import styles from './editor.module.css';
import { NumberField } from './number-field.tsx';
import { wordsOf } from './outline.tsx';
import type { Designer } from './use-designer.ts';

/** What belongs to the form as a whole: title, co-signature, scores. */
export function FormEditor({
  designer,
  problems,
}: {
  readonly designer: Designer;
  readonly problems: readonly FormProblem[];
}) {
  const { form, edit } = designer;
  const own = problems.filter(({ linkId }) => linkId === null);
  return (
    <div className={styles.editor} id="item-editor">
      {own.length > 0 && (
        <div className={styles.problems}>
          {own.map(({ code, message, severity }) => (
            <Tag key={`${code} ${message}`} state={severity === 'error' ? 'urgent' : 'due'}>
              {message}
            </Tag>
          ))}
        </div>
      )}
      <TextField
        label="Title"
        value={form.title}
        maxLength={120}
        onChange={(title) => edit(() => ({ title }), 'title')}
      />
      <TextArea
        label="Copyright and terms"
        optional
        rows={2}
        value={form.questionnaire.copyright ?? ''}
        maxLength={4_000}
        onChange={(copyright) =>
          edit((now) => ({ questionnaire: { ...now.questionnaire, copyright } }), 'copyright')
        }
      />
      <CheckField
        label="A clinical lead co-signs before it counts"
        checked={Boolean(form.cosign)}
        onChange={(on) =>
          edit(
            () => ({
              cosign: on
                ? { role: 'clinical_lead', why: 'This form counts once a clinical lead has co-signed.' }
                : null,
            }),
            null,
          )
        }
      />
      <Scores designer={designer} />
    </div>
  );
}

function Scores({ designer }: { readonly designer: Designer }) {
  const { form, edit } = designer;
  const weighted = useMemo(
    () =>
      placedItems(form.questionnaire)
        .map(({ item }) => item)
        .filter((item) => item.answerOption?.some((option) => weightOfOption(option) !== null)),
    [form.questionnaire],
  );
  const setScores = (make: (now: Form['scores']) => Form['scores'], key: string | null) =>
    edit((now) => ({ scores: make(now.scores) }), key);
  const setScore = (id: string, part: Partial<ScoreRule>, key: string | null) =>
    setScores(
      (now) => now.map((rule) => (rule.id === id ? withSpan({ ...rule, ...part }, weighted) : rule)),
      key,
    );
  const add = () => setScores((now) => [...now, withSpan(newScore(now, weighted), weighted)], null);
  return (
    <section className={styles.group} aria-label="Scores">
      <div className={styles.head}>
        <h2 className={styles.title}>Scores</h2>
        <Button size="sm" icon={<IconPlus size={14} stroke={1.75} aria-hidden />} onClick={add}>
          Score
        </Button>
      </div>
      {weighted.length === 0 && (
        <p className={styles.quiet}>
          No answer has a score yet. Give answers a score, then add them up here.
        </p>
      )}
      {form.scores.map((rule) => (
        <ScoreCard
          key={rule.id}
          rule={rule}
          weighted={weighted}
          onChange={(part, key) => setScore(rule.id, part, key)}
          onRemove={() => setScores((now) => now.filter(({ id }) => id !== rule.id), null)}
        />
      ))}
    </section>
  );
}

function ScoreCard({
  rule,
  weighted,
  onChange,
  onRemove,
}: {
  readonly rule: ScoreRule;
  readonly weighted: readonly QuestionnaireItem[];
  readonly onChange: (part: Partial<ScoreRule>, key: string | null) => void;
  readonly onRemove: () => void;
}) {
  const known = new Set(weighted.map(({ linkId }) => linkId));
  const gone = rule.items.filter((linkId) => !known.has(linkId));
  const setBand = (index: number, part: Partial<Band>, key: string) =>
    onChange({ bands: rule.bands.map((band, here) => (here === index ? { ...band, ...part } : band)) }, key);
  const toggle = (linkId: string, on: boolean) => {
    const items = new Set(rule.items);
    if (on) items.add(linkId);
    else items.delete(linkId);
    // In the order of the form, what is no longer there last.
    onChange(
      { items: [...weighted.map((item) => item.linkId).filter((each) => items.has(each)), ...gone] },
      null,
    );
  };
  return (
    <fieldset className={styles.card} aria-label={`Score ${rule.title}`}>
      <div className={styles.row}>
        <TextField
          label="Name"
          value={rule.title}
          maxLength={120}
          onChange={(title) => onChange({ title }, `score title ${rule.id}`)}
        />
        <NumberField
          label="Positive from"
          value={rule.positiveFrom}
          onChange={(positiveFrom) => onChange({ positiveFrom }, `positive ${rule.id}`)}
        />
      </div>
      <fieldset className={styles.bare} aria-label="Questions it counts">
        {weighted.map((item) => (
          <CheckField
            key={item.linkId}
            label={wordsOf(item) || item.linkId}
            checked={rule.items.includes(item.linkId)}
            onChange={(on) => toggle(item.linkId, on)}
          />
        ))}
      </fieldset>
      <p className={styles.quiet}>
        {rule.items.length} questions, {rule.min} to {rule.max}. A blank is never counted as zero.
      </p>
      {rule.bands.map((band, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a band's only name is its place
        <div key={index} className={styles.line}>
          <div className={styles.narrow}>
            <NumberField
              label="From"
              optional={false}
              value={band.from}
              onChange={(from) => from !== null && setBand(index, { from }, `from ${rule.id} ${index}`)}
            />
          </div>
          <div className={styles.narrow}>
            <NumberField
              label="To"
              optional={false}
              value={band.to}
              onChange={(to) => to !== null && setBand(index, { to }, `to ${rule.id} ${index}`)}
            />
          </div>
          <div className={styles.grow}>
            <TextField
              label="Band"
              value={band.label}
              maxLength={80}
              onChange={(label) => setBand(index, { label }, `band ${rule.id} ${index}`)}
            />
          </div>
          <IconButton
            name={`Remove band ${band.label || index + 1}`}
            onClick={() => onChange({ bands: rule.bands.toSpliced(index, 1) }, null)}
          >
            <IconX size={15} stroke={1.75} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className={styles.checks}>
        <Button size="sm" onClick={() => onChange({ bands: [...rule.bands, nextBand(rule)] }, null)}>
          Add a band
        </Button>
        <Button size="sm" variant="quiet" onClick={onRemove}>
          Remove the score
        </Button>
      </div>
    </fieldset>
  );
}

function withSpan(rule: ScoreRule, weighted: readonly QuestionnaireItem[]): ScoreRule {
  const byLinkId = new Map(weighted.map((item) => [item.linkId, item]));
  return { ...rule, ...spanOfScore(rule.items.map((linkId) => byLinkId.get(linkId))) };
}

function newScore(others: readonly ScoreRule[], weighted: readonly QuestionnaireItem[]): ScoreRule {
  const taken = new Set(others.map(({ id }) => id));
  let number = 1;
  while (taken.has(`score-${number}`)) number += 1;
  const items = weighted.filter((item) => !item.repeats).map(({ linkId }) => linkId);
  const { max } = spanOfScore(weighted.filter((item) => !item.repeats));
  return {
    id: `score-${number}`,
    title: number === 1 ? 'Total' : `Score ${number}`,
    version: '1',
    group: `score-${number}`,
    items,
    min: 0,
    max,
    positiveFrom: Math.ceil(max / 2),
    bands: [],
    source: 'Made in the form designer.',
  };
}

function nextBand(rule: ScoreRule): Band {
  const from = rule.bands.reduce((most, band) => Math.max(most, band.to + 1), rule.min);
  return {
    id: `band-${rule.bands.length + 1}`,
    from,
    to: Math.max(from, rule.max),
    label: '',
    meaning: '',
  };
}
