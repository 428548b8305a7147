// biome-ignore-all lint/a11y/useSemanticElements: a tree of rows with one tab stop
import {
  IconAlertCircleFilled,
  IconAlignLeft,
  IconCalendar,
  IconCheckbox,
  IconCircleDot,
  IconClipboardList,
  IconFolder,
  IconGitBranch,
  IconInfoCircle,
  IconNumbers,
  IconSum,
} from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useMemo, useRef } from 'react';
import { weightOfOption } from '#shared/assessments/design/item-parts.ts';
import { kindWords } from '#shared/assessments/design/new-form.ts';
import type { Path, PlacedItem } from '#shared/assessments/design/tree.ts';
import { placedItems } from '#shared/assessments/design/tree.ts';
import type { QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { EXTENSION, findExtension } from '#shared/assessments/questionnaire.ts';
import { Button } from '../../components/button.tsx';
import { cx } from '../../components/cx.ts';
import { Kbd } from '../../components/kbd.tsx';
import styles from './outline.module.css';
import type { Designer } from './use-designer.ts';

const KEYS: readonly (readonly [string, string])[] = [
  ['Alt+ArrowUp', 'move up'],
  ['Alt+ArrowRight', 'put under the one before'],
  ['Alt+ArrowLeft', 'take out'],
  ['Delete', 'remove'],
];

/** The form as a tree: one line an item, the keys act on the selected one. */
export function Outline({
  designer,
  wrong,
  onAdd,
}: {
  readonly designer: Designer;
  /** LinkIds of items that keep the form from being published. */
  readonly wrong: ReadonlySet<string>;
  readonly onAdd: (kind: 'boolean' | 'group') => void;
}) {
  const { form, selected, select } = designer;
  const placed = useMemo(() => placedItems(form.questionnaire), [form.questionnaire]);
  const tree = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const at = selected === null ? -1 : placed.findIndex(({ path }) => samePath(path, selected));
  const name = selected?.join('.') ?? 'form';

  // Follows the selection, and keeps the focus on it while the tree has the focus.
  useEffect(() => {
    const row = tree.current?.querySelector<HTMLElement>(`[data-path="${name}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    const active = document.activeElement;
    // A line that moved is drawn anew, and its focus falls to the page.
    if (hadFocus.current && (active === document.body || tree.current?.contains(active))) {
      row?.focus({ preventScroll: true });
    }
  }, [name]);

  const go = (index: number) =>
    select(index < 0 ? null : (placed[Math.min(index, placed.length - 1)]?.path ?? null));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step) go(Math.max(-1, at + step));
    else if (event.key === 'Home') go(-1);
    else if (event.key === 'End') go(placed.length - 1);
    else if (event.key === 'Enter')
      document.querySelector<HTMLElement>('#item-editor :is(textarea, input)')?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className={styles.outline}>
      <div className={styles.tools}>
        <Button size="sm" keys="a" onClick={() => onAdd('boolean')}>
          Question
        </Button>
        <Button size="sm" keys="Shift+A" onClick={() => onAdd('group')}>
          Section
        </Button>
      </div>
      <div
        ref={tree}
        role="tree"
        tabIndex={-1}
        aria-label="Items of the form"
        className={styles.tree}
        onKeyDown={onKeyDown}
        onFocus={() => {
          hadFocus.current = true;
        }}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget !== null) hadFocus.current = tree.current?.contains(relatedTarget) ?? false;
        }}
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys */}
        <div
          role="treeitem"
          data-path="form"
          aria-level={1}
          aria-selected={selected === null}
          tabIndex={selected === null ? 0 : -1}
          className={cx(styles.row, styles.section, selected === null && styles.selected)}
          style={{ '--depth': 0 } as CSSProperties}
          onClick={() => select(null)}
        >
          <IconClipboardList size={15} stroke={1.75} aria-hidden />
          <span className={styles.words}>Title, scores, prompts</span>
        </div>
        {placed.map((each, index) => (
          <Row
            key={each.path.join('.')}
            placed={each}
            on={index === at}
            wrong={wrong.has(each.item.linkId)}
            onSelect={select}
          />
        ))}
      </div>
      <div className={styles.keys} aria-hidden>
        {KEYS.map(([keys, words]) => (
          <span key={keys}>
            <Kbd keys={keys} /> {words}
          </span>
        ))}
      </div>
    </div>
  );
}

const Row = memo(
  OneRow,
  (before, after) =>
    before.placed.item === after.placed.item &&
    before.on === after.on &&
    before.wrong === after.wrong &&
    samePath(before.placed.path, after.placed.path),
);

function OneRow({
  placed: { item, path },
  on,
  wrong,
  onSelect,
}: {
  readonly placed: PlacedItem;
  readonly on: boolean;
  readonly wrong: boolean;
  readonly onSelect: (path: Path) => void;
}) {
  const words = wordsOf(item);
  const hasRule =
    (item.enableWhen?.length ?? 0) > 0 || findExtension(item, EXTENSION.enableWhenExpression) !== undefined;
  const scored = item.answerOption?.some((option) => weightOfOption(option) !== null) ?? false;
  const marks = [kindWords(item), hasRule && 'has a rule', scored && 'scored', wrong && 'needs mending'];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    <div
      role="treeitem"
      data-path={path.join('.')}
      aria-level={path.length + 1}
      aria-selected={on}
      aria-label={`${words || 'No words yet'}. ${marks.filter(Boolean).join(', ')}`}
      tabIndex={on ? 0 : -1}
      className={cx(styles.row, item.type === 'group' && styles.section, on && styles.selected)}
      style={{ '--depth': Math.min(path.length - 1, 6) } as CSSProperties}
      onClick={() => onSelect(path)}
    >
      <KindIcon item={item} />
      <span className={cx(styles.words, words === '' && styles.blank)} title={words}>
        {words || 'No words yet'}
      </span>
      {hasRule && <IconGitBranch size={14} stroke={1.75} aria-hidden />}
      {scored && <IconSum size={14} stroke={1.75} aria-hidden />}
      {wrong && <IconAlertCircleFilled size={14} aria-hidden className={styles.wrong} />}
    </div>
  );
}

function KindIcon({ item }: { readonly item: QuestionnaireItem }) {
  const props = { size: 15, stroke: 1.75, 'aria-hidden': true } as const;
  switch (item.type) {
    case 'group':
      return <IconFolder {...props} />;
    case 'display':
      return <IconInfoCircle {...props} />;
    case 'boolean':
    case 'open-choice':
    case 'choice':
      return item.repeats ? <IconCheckbox {...props} /> : <IconCircleDot {...props} />;
    case 'integer':
    case 'decimal':
    case 'quantity':
      return <IconNumbers {...props} />;
    case 'date':
    case 'dateTime':
    case 'time':
      return <IconCalendar {...props} />;
    default:
      return <IconAlignLeft {...props} />;
  }
}

/** What the outline calls an item: its short name, else its number and words. */
export function wordsOf(item: QuestionnaireItem): string {
  const short = findExtension(item, EXTENSION.shortText)?.valueString;
  return short || [item.prefix && `${item.prefix}.`, item.text].filter(Boolean).join(' ');
}

function samePath(left: Path, right: Path): boolean {
  return left.length === right.length && left.every((index, at) => index === right[at]);
}
