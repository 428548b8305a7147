import { IconTrash } from '@tabler/icons-react';
import type { PlanContent } from '#shared/action-plans/content.ts';
import { DOMAIN_WORDS, DOMAINS, type Domain } from '#shared/action-plans/domains.ts';
import { IconButton } from '../components/icon-button.tsx';
import { SelectField } from '../components/select-field.tsx';
import { TextArea } from '../components/text-field.tsx';
import { fieldId, focusSoon } from './change-plan.ts';
import styles from './editor.module.css';

/** The needs found, one part of a life after the other; what is on file stands there already. */
export function NeedsFields({
  content,
  onChange,
}: {
  readonly content: PlanContent;
  readonly onChange: (part: Partial<PlanContent>) => void;
}) {
  const { needsByDomain: needs } = content;
  const open = DOMAINS.filter((domain) => !needs.some((need) => need.domain === domain));
  const shown = DOMAINS.filter((domain) => !open.includes(domain));
  const write = (domain: Domain, text: string) =>
    onChange({ needsByDomain: needs.map((need) => (need.domain === domain ? { domain, text } : need)) });
  const add = (value: string | null) => {
    const domain = open.find((one) => one === value);
    if (!domain) return;
    onChange({ needsByDomain: [...needs, { domain, text: '' }] });
    focusSoon(fieldId(`need.${domain}`));
  };
  const remove = (domain: Domain) => {
    onChange({ needsByDomain: needs.filter((need) => need.domain !== domain) });
    focusSoon(fieldId('need'));
  };
  return (
    <section className={styles.needs} aria-label="Needs found">
      <h2 className={styles.label}>
        Needs found <span>the goals say what is done about them</span>
      </h2>
      {shown.map((domain) => (
        <div key={domain} className={styles.need}>
          <TextArea
            id={fieldId(`need.${domain}`)}
            label={DOMAIN_WORDS[domain]}
            rows={2}
            value={needs.find((need) => need.domain === domain)?.text ?? ''}
            maxLength={4000}
            onChange={(text) => write(domain, text)}
          />
          <IconButton name={`Remove ${DOMAIN_WORDS[domain]}`} onClick={() => remove(domain)}>
            <IconTrash size={15} stroke={1.75} aria-hidden />
          </IconButton>
        </div>
      ))}
      {open.length > 0 && (
        <div className={styles.narrow}>
          <SelectField
            id={fieldId('need')}
            label={shown.length === 0 ? 'Add a need about' : 'Add another about'}
            optional
            choices={open.map((domain) => ({ value: domain, label: DOMAIN_WORDS[domain] }))}
            value={null}
            onChange={add}
          />
        </div>
      )}
      {content.needs !== '' && (
        <TextArea
          label="Needs as a whole"
          optional
          value={content.needs}
          maxLength={4000}
          onChange={(text) => onChange({ needs: text })}
        />
      )}
    </section>
  );
}
