import { Combobox, useCombobox } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { Condition } from '#shared/members/member.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { errorOf, fieldError } from '../components/error-of.ts';
import fieldStyles from '../components/field.module.css';
import { Field } from '../components/field.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './health.module.css';

interface Code {
  readonly code: string;
  readonly label: string;
  readonly priority: boolean;
}

/** Adds a diagnosis: type a code or words, choose; a code the list does not know can be typed with its words. */
export function AddCondition({
  memberId,
  held,
  onClose,
}: {
  readonly memberId: string;
  readonly held: readonly Condition[];
  readonly onClose: () => void;
}) {
  const combobox = useCombobox();
  const [text, setText] = useKept('AddCondition.text', '');
  const [chosen, setChosen] = useKept<Code | null>('AddCondition.chosen', null);
  const [label, setLabel] = useKept('AddCondition.label', '');
  const [source, setSource] = useKept('AddCondition.source', 'care team');
  const typed = useDeferredValue(text.trim());
  const codes = useQuery(orpc.diagnoses.search.queryOptions({ input: { text: typed, limit: 12 } }));
  const add = useMutation(orpc.members.addCondition.mutationOptions());
  const found: readonly Code[] = codes.data?.codes ?? [];
  const ownCode = !chosen && /^[A-Z]\d[0-9A-Z](\.?[0-9A-Z]{1,4})?$/i.test(typed) && found.length === 0;
  const code = chosen?.code ?? (ownCode ? typed.toUpperCase() : null);
  const twice = code ? held.some((condition) => condition.code === code) : false;

  const choose = (value: string) => {
    const hit = found.find((each) => each.code === value);
    if (!hit) return;
    setChosen(hit);
    setText(`${hit.code} ${hit.label}`);
    combobox.closeDropdown();
  };
  const submit = () => {
    if (!code || twice || add.isPending) return;
    add.mutate(
      {
        memberId,
        code,
        source: source.trim() || 'care team',
        ...(label.trim() ? { label: label.trim() } : {}),
      },
      {
        onSuccess: ({ condition }) => {
          showToast({ text: `Added ${condition.label}.` });
          onClose();
        },
      },
    );
  };
  const reason = twice
    ? 'It is on the list already.'
    : code
      ? null
      : 'Choose a diagnosis, or type its whole code.';

  return (
    <form
      className={styles.add}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="Diagnosis"
        help="code or words"
        error={fieldError(add.error, 'code') ?? (twice ? 'It is on the list already.' : null)}
      >
        {(wiring) => (
          <Combobox
            store={combobox}
            onOptionSubmit={choose}
            withinPortal={false}
            transitionProps={{ duration: 0 }}
            classNames={{ dropdown: styles.dropdown ?? '', option: styles.option ?? '' }}
          >
            <Combobox.Target withExpandedAttribute>
              <input
                {...wiring}
                // biome-ignore lint/a11y/noAutofocus: the person just asked for this form
                autoFocus
                type="text"
                // biome-ignore lint/a11y/useAriaPropsForRole: Combobox.Target adds what is missing
                role="combobox"
                aria-autocomplete="list"
                autoComplete="off"
                spellCheck={false}
                className={fieldStyles.input}
                value={text}
                onChange={(event) => {
                  setText(event.currentTarget.value);
                  setChosen(null);
                  combobox.openDropdown();
                  combobox.selectFirstOption();
                }}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
              />
            </Combobox.Target>
            <Combobox.Dropdown hidden={found.length === 0}>
              <Combobox.Options className={styles.options ?? ''} aria-label="Diagnoses that fit">
                {found.map((each) => (
                  <Combobox.Option key={each.code} value={each.code}>
                    <span className={styles.code}>{each.code}</span> {each.label}
                  </Combobox.Option>
                ))}
              </Combobox.Options>
            </Combobox.Dropdown>
          </Combobox>
        )}
      </Field>
      {ownCode && (
        <TextField label="Its words" help={`for ${typed.toUpperCase()}`} value={label} onChange={setLabel} />
      )}
      <TextField label="Source" help="who says so" value={source} onChange={setSource} />
      {add.error && !errorOf(add.error).detail.field ? (
        <ErrorLine error={add.error} safe="Nothing was added." />
      ) : null}
      <div className={styles.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" keys="Enter" busy={add.isPending} disabledReason={reason}>
          Add diagnosis
        </Button>
      </div>
    </form>
  );
}
