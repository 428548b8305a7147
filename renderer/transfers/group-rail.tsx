import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { Progress } from '../components/progress.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { groupProgress, groupSecond } from './group-words.ts';
import type { GroupRow } from './list-rows.ts';
import { cancelFiles, holdFiles, sendFiles, useSending } from './sending.ts';
import styles from './transfer-rail.module.css';
import { fileSize, moment, sizeOfSize } from './words.ts';

/** Everything about files that stand as one line: how far all of them are, and what can be done with all at once. */
export function GroupRail({
  group,
  byHand,
  onToggle,
  onPick,
  onAgain,
}: {
  readonly group: GroupRow;
  readonly byHand: boolean;
  readonly onToggle: () => void;
  readonly onPick: (id: string) => void;
  /** Asks why all of them are to go again. */
  readonly onAgain: () => void;
}) {
  const { current, waiting } = useSending();
  const { file, files } = group;
  const progress = groupProgress(group, current);
  const ids = new Set(files.map(({ id }) => id));
  const sending = progress !== null || waiting.some(({ id }) => ids.has(id));
  const problems = [
    ...new Set(files.flatMap(({ problem, paused }) => (problem && !paused ? [problem] : []))),
  ];
  return (
    <Rail label="The selected files">
      <RailSection plain>
        <h2 className={styles.title}>{file.title}</h2>
        <p className={styles.to}>
          to {file.planName}, {file.usage === 'T' ? 'TEST' : 'production'}, by {file.createdBy},{' '}
          {moment(file.sentAt ?? file.createdAt)}
        </p>
        {progress && (
          <div className={styles.progress}>
            <Progress
              label={`Sending ${file.title}`}
              text={sizeOfSize(Math.round(progress.share * file.bytes), file.bytes)}
              share={progress.share}
            />
          </div>
        )}
        <div className={styles.actions}>
          {file.state === 'sent' ? (
            <Button size="sm" keys="r" onClick={onAgain}>
              Send all again…
            </Button>
          ) : (
            <WaitingActions group={group} byHand={byHand} sending={sending} />
          )}
          <Button size="sm" aria-expanded={group.open} keys="↵" onClick={onToggle}>
            {group.open ? 'Close the list' : 'Show each file'}
          </Button>
        </div>
      </RailSection>
      {problems.length > 0 && (
        <div className={styles.trouble}>
          <Notice state="due">{problems.slice(0, 3).join(' ')}</Notice>
        </div>
      )}
      <RailSection title="Inside" right={groupSecond(group)}>
        <ul className={styles.people}>
          {files.map((one) => (
            <li key={one.id} className={styles.person}>
              <button
                type="button"
                className={styles.pick}
                title={`${one.title}, ${one.fileName}`}
                onClick={() => onPick(one.id)}
              >
                {one.fileName}
              </button>
              <span>{fileSize(one.bytes)}</span>
            </li>
          ))}
        </ul>
      </RailSection>
    </Rail>
  );
}

function WaitingActions({
  group: { files },
  byHand,
  sending,
}: {
  readonly group: GroupRow;
  readonly byHand: boolean;
  readonly sending: boolean;
}) {
  const held = files.filter(({ paused }) => paused).length;
  const tried = files.some(({ problem }) => problem !== null);
  return (
    <>
      {sending && (
        <Button size="sm" onClick={() => cancelFiles(files)}>
          Cancel
        </Button>
      )}
      {!sending && !byHand && (
        <Button size="sm" keys="r" onClick={() => sendFiles(files)}>
          {held > 0 || tried ? 'Send them again' : 'Send these'}
        </Button>
      )}
      {held < files.length ? (
        <Button size="sm" onClick={() => void holdFiles(files, true)}>
          Hold all
        </Button>
      ) : (
        <Button size="sm" onClick={() => void holdFiles(files, false)}>
          Let them wait again
        </Button>
      )}
    </>
  );
}
