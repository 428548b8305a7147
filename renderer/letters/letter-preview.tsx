import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Addressee, LetterBatch } from '#shared/letters/contract.ts';
import { LANGUAGE_WORDS, TEMPLATE_STATE_WORDS } from '#shared/letters/kinds.ts';
import { TARGET_GRADE } from '#shared/letters/reading-level.ts';
import type { LetterBlock } from '#shared/letters/template.ts';
import { orpc } from '../api.ts';
import { ErrorLine } from '../components/error-line.tsx';
import { Rail, RailSection } from '../components/rail.tsx';
import { Tag } from '../components/tag.tsx';
import styles from './letters.module.css';

/** The letter the keys are on, as it would read, with its approval and reading level. */
export function LetterRail({ batch, row }: { readonly batch: LetterBatch; readonly row: Addressee | null }) {
  const query = useQuery({
    ...orpc.letters.preview.queryOptions({
      input: {
        batch: { ...batch, memberIds: row ? [row.memberId] : [] },
        memberId: row?.memberId ?? '',
      },
    }),
    enabled: row !== null && row.templateId !== null,
    placeholderData: keepPreviousData,
  });
  const letter = row?.templateId ? query.data : undefined;
  return (
    <Rail label="Preview">
      <RailSection title={row ? `To ${row.name}` : 'Preview'}>
        {!row && <p className={styles.quiet}>Choose whom to write to.</p>}
        {row && !row.templateId && <p className={styles.quiet}>{row.problem}</p>}
        {query.error && row?.templateId && <ErrorLine error={query.error} />}
        {letter && (
          <>
            <p>
              <Tag state={letter.state === 'draft' ? 'due' : 'done'}>
                {`${TEMPLATE_STATE_WORDS[letter.state]}, ${LANGUAGE_WORDS[letter.language]}`}
              </Tag>
            </p>
            <p>
              {letter.grade === null ? (
                <Tag state="neutral">reading level not measured in this language</Tag>
              ) : (
                <Tag state={letter.grade > TARGET_GRADE ? 'due' : 'done'}>
                  {`reading level, grade ${letter.grade}`}
                </Tag>
              )}
            </p>
          </>
        )}
      </RailSection>
      {letter && (
        <RailSection title="As it will read">
          <div className={styles.paper} lang={letter.language}>
            <p>{letter.address}</p>
            {letter.blocks.map((block, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a letter have no other name
              <Part key={index} block={block} />
            ))}
          </div>
        </RailSection>
      )}
    </Rail>
  );
}

function Part({ block }: { readonly block: LetterBlock }) {
  if (block.kind === 'heading') {
    return block.level === 1 ? <h3>{block.text}</h3> : <h4>{block.text}</h4>;
  }
  if (block.kind === 'paragraph') return <p>{block.text}</p>;
  if (block.kind === 'list') {
    return (
      <ul>
        {block.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    );
  }
  return block.labels.map((label) => (
    <div key={label} className={styles.sign}>
      {label}
    </div>
  ));
}
