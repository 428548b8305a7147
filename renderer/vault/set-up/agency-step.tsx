import { TextField } from '../../components/text-field.tsx';
import { AGENCY_CHECKS, type SetUpDraft } from './set-up-draft.ts';
import styles from './set-up-page.module.css';

/** Step 1: the agency that bills. Its NPI and TIN are checked when their fields are left. */
export function AgencyStep({
  draft,
  onChange,
  problems,
}: {
  readonly draft: SetUpDraft;
  readonly onChange: (draft: SetUpDraft) => void;
  /** Sentences by field, after Continue or an answer of the backend. */
  readonly problems: Readonly<Record<string, string>>;
}) {
  const field = (name: keyof SetUpDraft['agency']) => ({
    id: `agency-${name}`,
    value: draft.agency[name],
    onChange: (value: string) => onChange({ ...draft, agency: { ...draft.agency, [name]: value } }),
    check: AGENCY_CHECKS[name],
    error: problems[name] && AGENCY_CHECKS[name](draft.agency[name]) ? problems[name] : null,
  });
  return (
    <>
      <TextField label="Agency name" help="as the plans know it" {...field('name')} />
      <div className={styles.pair}>
        <TextField label="NPI" help="10 digits" inputMode="numeric" {...field('npi')} />
        <TextField label="TIN" help="9 digits" inputMode="numeric" {...field('tin')} />
      </div>
      <TextField label="Street" help="not a post office box" {...field('address')} />
      <div className={styles.cityLine}>
        <TextField label="City" {...field('city')} />
        <TextField label="State" maxLength={2} {...field('state')} />
        <TextField label="ZIP" {...field('zip')} />
      </div>
      <div className={styles.pair}>
        <TextField label="Phone" optional type="tel" {...field('phone')} />
        <TextField label="Email" optional type="email" {...field('email')} />
      </div>
    </>
  );
}
