import { useState } from 'react';
import type { NoteDraft } from '#shared/notes/contract.ts';
import { coreServices } from '#shared/programs/services.ts';
import { Button } from '../components/button.tsx';
import { ManyChips } from '../components/choice-chips.tsx';
import styles from './composer.module.css';

/** How many service chips stand before "n more". */
const SHOWN = 3;

/** Chosen services stand first; outreach, which comes before enrollment, stands last for the enrolled. */
function serviceRank(id: string, draft: NoteDraft): number {
  if (draft.content.services.includes(id)) return 2;
  return id === 'outreach' && draft.line.phase === 'service' ? 0 : 1;
}

/** The core services of the member's program as chips: chosen ones first, the rest behind "n more". */
export function ServiceChips({
  draft,
  services,
  onChange,
}: {
  readonly draft: NoteDraft;
  readonly services: readonly string[];
  readonly onChange: (services: string[]) => void;
}) {
  const [more, setMore] = useState(false);
  const all = [...coreServices(draft.program)].sort(
    (a, b) => serviceRank(b.id, draft) - serviceRank(a.id, draft),
  );
  const shown = all.filter((one, index) => more || index < SHOWN || services.includes(one.id));
  const hidden = all.length - shown.length;
  return (
    <div className={styles.chips}>
      <ManyChips
        label="Service"
        choices={shown.map((one) => ({ value: one.id, label: one.label }))}
        value={services}
        onChange={(next) => onChange([...next])}
      />
      {hidden > 0 && (
        <Button size="sm" variant="quiet" onClick={() => setMore(true)}>
          {hidden} more
        </Button>
      )}
    </div>
  );
}
