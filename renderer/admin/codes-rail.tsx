import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { orpc } from '../api.ts';
import { useToday } from '../app/today.ts';
import { useKept } from '../app/unfinished.ts';
import { Rail, RailSection } from '../components/rail.tsx';
import { SearchField } from '../components/search-field.tsx';
import { Segmented } from '../components/segmented.tsx';
import { SelectField } from '../components/select-field.tsx';
import styles from './codes-page.module.css';

const BY_NAME = 'name';

/** What the next file is, and a look into the codes as conditions are searched. */
export function CodesRail({
  codeYear,
  onCodeYear,
  from,
  onFrom,
}: {
  readonly codeYear: number | null;
  readonly onCodeYear: (year: number | null) => void;
  readonly from: 'october' | 'april';
  readonly onFrom: (from: 'october' | 'april') => void;
}) {
  const [text, setText] = useKept('CodesRail.text', '');
  const typed = useDeferredValue(text.trim());
  const found = useQuery(orpc.diagnoses.search.queryOptions({ input: { text: typed, limit: 12 } }));
  const thisYear = Number(useToday().slice(0, 4));
  const codes = typed === '' ? [] : (found.data?.codes ?? []);
  const codeYearFound = found.data?.codeYear ?? null;
  return (
    <Rail label="The next file, and a look into the codes">
      <RailSection title="The next file">
        <div className={styles.form}>
          <SelectField
            label="Code year"
            choices={[
              { value: BY_NAME, label: 'As its name says' },
              ...[1, 0, -1, -2, -3, -4].map((step) => ({
                value: String(thisYear + step),
                label: String(thisYear + step),
              })),
            ]}
            value={codeYear === null ? BY_NAME : String(codeYear)}
            onChange={(value) => onCodeYear(value === null || value === BY_NAME ? null : Number(value))}
            searchable={false}
          />
          <Segmented
            label="Holds from"
            choices={[
              { value: 'october', label: 'October 1' },
              { value: 'april', label: 'April 1' },
            ]}
            value={from}
            onChange={onFrom}
          />
          <p className={styles.text}>
            A code year begins on October 1 of the year before. Choose April 1 for the file with the changes
            of April: until then the first one holds.
          </p>
        </div>
      </RailSection>
      <RailSection
        title="Look up a code"
        right={codeYearFound === null ? 'starter set' : `${codeYearFound} list`}
      >
        <SearchField label="Code or words" value={text} onChange={setText} />
        {typed !== '' && found.data && codes.length === 0 && (
          <p className={styles.text}>Nothing fits “{typed}”.</p>
        )}
        <ul className={styles.codes}>
          {codes.map((hit) => (
            <li key={hit.code} className={styles.code}>
              <span className="mono">{hit.code}</span>
              <span>{hit.label}</span>
            </li>
          ))}
        </ul>
      </RailSection>
    </Rail>
  );
}
