import { IconLock } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { EncounterPreview, EncounterRow, PlannedFile } from '#shared/encounters/contract.ts';
import { HELD_SENTENCES } from '#shared/encounters/held.ts';
import { countUnits } from '#shared/programs/units.ts';
import { orpc } from '../api.ts';
import { useKeys } from '../app/keyboard/use-keys.ts';
import { cx } from '../components/cx.ts';
import { IconButton } from '../components/icon-button.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import { ChangeMany } from './change-many.tsx';
import { ColumnsOnSide } from './columns-on-side.tsx';
import styles from './encounters.module.css';
import { FixSection } from './fix-section.tsx';
import { FORMAT_WORDS } from './words.ts';

/** What building would make: the files, one claim in words and the same in segments, and the checks. */
export function ToSendRail({
  row,
  marked,
  markedReason,
  files,
  checks,
  onFixed,
}: {
  readonly row: EncounterRow | undefined;
  readonly marked: readonly EncounterRow[];
  /** What holds the first of them. */
  readonly markedReason: string;
  readonly files: readonly PlannedFile[];
  readonly checks: EncounterPreview['checks'];
  readonly onFixed: () => void;
}) {
  return (
    <Rail label="What building makes">
      <FixSection row={row} marked={marked} onFixed={onFixed} />
      {marked.length > 0 && (
        <ChangeMany
          key={marked.map(({ id }) => id).join()}
          rows={marked}
          reason={markedReason}
          onFixed={onFixed}
        />
      )}
      {row && row.warnings.length > 0 && marked.length === 0 && (
        <RailSection title="Worth a look">
          {row.warnings.map((warning) => (
            <p key={warning}>{HELD_SENTENCES[warning]}</p>
          ))}
        </RailSection>
      )}
      <RailSection title="If you build now" right={files.length === 1 ? '1 file' : `${files.length} files`}>
        {files.length === 0 && (
          <p>Nothing is ready. Put the held lines right, and they come here by themselves.</p>
        )}
        {files.map((file) => (
          <div key={file.planId} className={styles.file}>
            <p className={styles.fileHead}>
              <strong>{file.planName}</strong>
              <span className="quiet">
                {FORMAT_WORDS[file.format]}, {file.usage === 'T' ? 'test' : 'production'}
              </span>
              <span className={styles.figure}>
                <strong>{file.lines}</strong> {file.lines === 1 ? 'line' : 'lines'}
              </span>
            </p>
            <p className={styles.fileHead}>
              <span className={styles.fileName}>{file.fileName}</span>
              <span className={cx(styles.figure, 'quiet')}>{countUnits(file.units)}</span>
            </p>
            {file.notes.map((note) => (
              <p key={note} className={styles.fileNote}>
                {note}
              </p>
            ))}
          </div>
        ))}
      </RailSection>
      {files.length > 0 && <ClaimSections row={row} />}
      {checks.length > 0 && (
        <RailSection>
          <ul className={styles.checks}>
            {checks.map((check) => (
              <li key={check.text}>
                {check.state === 'neutral' ? (
                  <span className={styles.once}>
                    <IconLock size={15} stroke={1.75} aria-hidden />
                    {check.text}
                  </span>
                ) : (
                  <Tag state={check.state}>{check.text}</Tag>
                )}
              </li>
            ))}
          </ul>
        </RailSection>
      )}
    </Rail>
  );
}

/** A value once it has rested: walking down the list with j asks for one claim, not for every one on the way. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), 250);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

/** One claim in words and in the file; the ready line under the keys picks it, [ and ] turn the pages. */
function ClaimSections({ row }: { readonly row: EncounterRow | undefined }) {
  const [page, setPage] = useState<{ planId: string; claim: number } | null>(null);
  const wanted = useRested(row?.state === 'ready' ? row.id : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another line starts from its own claim
  useEffect(() => setPage(null), [wanted]);
  const input = page ?? (wanted ? { encounterId: wanted } : {});
  const query = useQuery({
    ...orpc.encounters.preview.queryOptions({ input }),
    placeholderData: keepPreviousData,
  });
  const claim = query.data?.claim;
  const turn = (step: number) => {
    if (!claim) return false;
    const next = (claim.index + step + claim.total) % claim.total;
    setPage({ planId: claim.planId, claim: next });
    return true;
  };
  useKeys([
    { keys: '[', label: 'Previous claim', group: 'screen', run: () => turn(-1) },
    { keys: ']', label: 'Next claim', group: 'screen', run: () => turn(1) },
  ]);
  if (!claim) return null;
  const pieces = claim.columns[0]?.values.length ?? claim.segments.length;
  const last = claim.firstSegment + pieces - 1;
  return (
    <>
      <RailSection
        title={`${claim.planName}, claim ${claim.index + 1} of ${claim.total}`}
        right={
          <span className={styles.turn}>
            <IconButton name="Previous claim" keys="[" edged onClick={() => turn(-1)}>
              [
            </IconButton>
            <IconButton name="Next claim" keys="]" edged onClick={() => turn(1)}>
              ]
            </IconButton>
          </span>
        }
      >
        <dl className={styles.words}>
          {claim.words.map((word, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a claim may have two services of the same words
            <div key={index}>
              <dt>{word.label}</dt>
              <dd className={word.mono ? styles.mono : undefined}>{word.value}</dd>
            </div>
          ))}
        </dl>
      </RailSection>
      {claim.columns.length > 0 ? (
        <RailSection
          title="The same claim in the sheet"
          right={
            claim.firstSegment === last
              ? `row ${last} of ${claim.totalSegments.toLocaleString('en-US')}`
              : `rows ${claim.firstSegment}–${last} of ${claim.totalSegments.toLocaleString('en-US')}`
          }
        >
          <ColumnsOnSide columns={claim.columns} />
        </RailSection>
      ) : (
        <RailSection
          title="The same claim in the file"
          right={`segments ${claim.firstSegment}–${last} of ${claim.totalSegments.toLocaleString('en-US')}`}
        >
          <pre className={styles.segments}>
            {claim.segments.map((segment) => (
              <span key={segment} className={/^(CLM|SV1)/.test(segment) ? styles.marked : undefined}>
                {segment}
                {'\n'}
              </span>
            ))}
          </pre>
        </RailSection>
      )}
    </>
  );
}
