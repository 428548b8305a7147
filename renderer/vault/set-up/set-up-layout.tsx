import { IconCircle, IconCircleCheck, IconCircleDot } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { cx } from '../../components/cx.ts';
import { Mark } from '../../components/mark.tsx';
import styles from './set-up-page.module.css';

/** The five steps. */
export type SetUpStep = 'agency' | 'you' | 'passphrase' | 'code' | 'place';

/** The steps in their order, with the title of each page and one sentence. */
export const STEPS: readonly {
  readonly key: SetUpStep;
  readonly label: string;
  readonly title: string;
  readonly text: string;
}[] = [
  {
    key: 'agency',
    label: 'Agency',
    title: 'Your agency',
    text: 'These stand in every file that goes to a plan. You can change them later.',
  },
  { key: 'you', label: 'You', title: 'You', text: 'The first administrator. Others can be added later.' },
  {
    key: 'passphrase',
    label: 'Passphrase',
    title: 'Your passphrase',
    text: 'It opens the workspace on this computer. Nobody else has it.',
  },
  {
    key: 'code',
    label: 'Recovery code',
    title: 'The recovery code',
    text: 'The second way in. Print it, then type two of its groups from the paper.',
  },
  {
    key: 'place',
    label: 'Where data lives',
    title: 'Where your data lives',
    text: 'The workspace is ready.',
  },
];

/** The set-up's frame: steps at the left, the step itself, its buttons. */
export function SetUpLayout({
  step,
  version,
  other,
  buttons,
  children,
}: {
  readonly step: SetUpStep;
  readonly version: string;
  /** Another way in, under the steps, where nothing moves it. */
  readonly other?: ReactNode;
  readonly buttons: ReactNode;
  readonly children: ReactNode;
}) {
  const at = STEPS.findIndex((each) => each.key === step);
  const current = STEPS[at];
  return (
    <div className={styles.screen}>
      <div className={styles.drag} />
      <div className={styles.columns}>
        <nav className={styles.steps} aria-label="Steps" data-region="navigation">
          <p className={styles.brand}>
            <Mark size={20} />
            Set up Hearth
          </p>
          <ol>
            {STEPS.map((each, index) => {
              const Icon = index < at ? IconCircleCheck : index === at ? IconCircleDot : IconCircle;
              return (
                <li
                  key={each.key}
                  className={cx(styles.step, index === at && styles.here, index < at && styles.past)}
                  aria-current={index === at ? 'step' : undefined}
                >
                  <Icon size={17} stroke={1.75} aria-hidden />
                  {each.label}
                  {index < at && <span className="visually-hidden">, done</span>}
                </li>
              );
            })}
          </ol>
          {other && <div>{other}</div>}
          <p className={styles.version}>Hearth {version}</p>
        </nav>
        <main className={styles.main} data-region="main" data-key-layer="page">
          <header className={styles.header}>
            <h1 className={styles.title}>{current?.title}</h1>
            <p className={styles.text}>{current?.text}</p>
          </header>
          {children}
          <div className={styles.buttons}>{buttons}</div>
        </main>
      </div>
    </div>
  );
}
