import { Menu } from '@mantine/core';
import { IconChevronDown, IconMapPin } from '@tabler/icons-react';
import type { NoteContent } from '#shared/notes/content.ts';
import type { ServiceMode } from '#shared/programs/pack.ts';
import { codeWhileTyping } from '#shared/programs/place-words.ts';
import { placeOf, placesFor } from '#shared/programs/places.ts';
import fieldStyles from '../components/field.module.css';
import styles from './composer.module.css';

type Place = NoteContent['place'];

/** Where: words of one's own at the left, the place-of-service code at the right, chosen from what fits the mode. */
export function PlaceField({
  id,
  place,
  mode,
  serviceOn,
  origin,
  invalid,
  onChange,
}: {
  readonly id: string;
  readonly place: Place;
  readonly mode: ServiceMode;
  readonly serviceOn: string;
  readonly origin: string | undefined;
  readonly invalid: boolean;
  readonly onChange: (place: NonNullable<Place>, now: boolean) => void;
}) {
  const choices = placesFor(mode, serviceOn);
  const generic = place ? placeOf(place.code)?.label : undefined;
  const choose = (code: string, label: string) => {
    // Words somebody typed stay; the general name of the former place does not.
    const own = place && place.label !== '' && place.label !== generic ? place.label : label;
    onChange({ code, label: own }, true);
  };
  return (
    <div className={styles.place}>
      <IconMapPin size={15} stroke={1.75} aria-hidden />
      <input
        id={id}
        type="text"
        className={`${fieldStyles.input} ${styles.placeInput}`}
        autoComplete="off"
        spellCheck={false}
        aria-label="Where"
        aria-invalid={invalid || undefined}
        title={origin}
        value={place?.label ?? ''}
        onChange={(event) =>
          onChange(
            {
              code: codeWhileTyping(event.currentTarget.value, place, mode, serviceOn),
              label: event.currentTarget.value,
            },
            false,
          )
        }
      />
      <Menu
        position="bottom-end"
        transitionProps={{ duration: 0 }}
        classNames={{ dropdown: styles.menu ?? '', item: styles.menuItem ?? '' }}
      >
        <Menu.Target>
          <button
            type="button"
            className={styles.pos}
            aria-label={`Place of service${place ? ` ${place.code}, ${generic}` : ''}`}
          >
            {place ? `POS ${place.code}` : 'Choose'}
            <IconChevronDown size={13} stroke={1.75} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((choice) => (
            <Menu.Item key={choice.code} onClick={() => choose(choice.code, choice.label)}>
              <span className={styles.posCode}>{choice.code}</span> {choice.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
