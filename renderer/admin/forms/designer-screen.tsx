import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { checkForm } from '#shared/assessments/design/check-form.ts';
import { newItem } from '#shared/assessments/design/new-form.ts';
import {
  copyItem,
  freshLinkId,
  insertItem,
  liftItem,
  linkIdsOf,
  moveItem,
  nestItem,
  pathOfLinkId,
  removeItem,
} from '#shared/assessments/design/tree.ts';
import type { Form } from '#shared/assessments/form.ts';
import { orpc } from '../../api.ts';
import { announce } from '../../app/announce.tsx';
import { useGo } from '../../app/go.ts';
import { useKeys } from '../../app/keyboard/use-keys.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { errorOf } from '../../components/error-of.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { Page } from '../../components/page.tsx';
import { SavedMark } from '../../components/saved-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { BenchRail } from './bench-rail.tsx';
import styles from './editor.module.css';
import { FormEditor } from './form-editor.tsx';
import { ItemEditor } from './item-editor.tsx';
import { Outline, wordsOf } from './outline.tsx';
import { useDesigner } from './use-designer.ts';

interface Draft {
  readonly form: Form;
  readonly revision: number;
  readonly updatedAt: string;
  readonly base: { readonly name: string; readonly form: Form } | null;
  readonly nextVersion: number;
}

/** The designer itself: the outline, the selected item, and the form tried out beside them. */
export function DesignerScreen({
  draft,
  onReload,
}: {
  readonly draft: Draft;
  readonly onReload: () => void;
}) {
  const go = useGo();
  const designer = useDesigner(draft);
  const { form, selected, item } = designer;
  const [asking, setAsking] = useKept('DesignerScreen.asking', false);
  const later = useDeferredValue(form);
  const problems = useMemo(() => checkForm(later), [later]);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const wrong = useMemo(() => new Set(errors.flatMap(({ linkId }) => linkId ?? [])), [errors]);

  const add = (kind: 'boolean' | 'group') => {
    designer.restructure((now, at) => insertItem(now, at, newItem(freshLinkId(linkIdsOf(now)), kind)));
    requestAnimationFrame(() => {
      document.querySelector<HTMLElement>('#item-editor :is(textarea, input)')?.focus();
    });
  };
  const remove = () => {
    if (!selected || !item) return false;
    const words = wordsOf(item) || item.linkId;
    designer.restructure((now, at) => at && removeItem(now, at));
    showToast({ text: `Removed “${words}”.`, undo: designer.undo });
    return true;
  };
  const restructure = (change: Parameters<typeof designer.restructure>[0], words: string) => () => {
    if (!selected) return false;
    const found = change(form.questionnaire, selected);
    if (!found) {
      announce('It cannot go further that way.');
      return true;
    }
    designer.restructure(change);
    announce(words);
    return true;
  };
  const jump = (linkId: string) => {
    const own =
      pathOfLinkId(form.questionnaire, linkId) ??
      pathOfLinkId(form.questionnaire, linkId.replace(/(\[\d+\])+$/, ''));
    if (own) designer.select(own);
  };
  const publish = () => {
    const [first] = errors;
    if (first) {
      if (first.linkId) jump(first.linkId);
      else designer.select(null);
      announce(first.message);
    } else setAsking(true);
  };

  useKeys([
    { keys: 'a', label: 'Add a question', group: 'screen', run: () => add('boolean') },
    { keys: 'Shift+A', label: 'Add a section', group: 'screen', run: () => add('group') },
    {
      keys: 'Alt+ArrowUp',
      label: 'Move the item up',
      group: 'screen',
      inFields: true,
      run: restructure((now, at) => at && moveItem(now, at, -1), 'Moved up.'),
    },
    {
      keys: 'Alt+ArrowDown',
      label: 'Move the item down',
      group: 'screen',
      inFields: true,
      run: restructure((now, at) => at && moveItem(now, at, 1), 'Moved down.'),
    },
    {
      keys: 'Alt+ArrowRight',
      label: 'Put the item under the one before',
      group: 'screen',
      run: restructure((now, at) => at && nestItem(now, at), 'Put under the one before.'),
    },
    {
      keys: 'Alt+ArrowLeft',
      label: 'Take the item out of what it stands in',
      group: 'screen',
      run: restructure((now, at) => at && liftItem(now, at), 'Taken out.'),
    },
    {
      keys: 'Ctrl+d',
      label: 'Copy the item',
      group: 'screen',
      run: restructure((now, at) => at && copyItem(now, at), 'Copied.'),
    },
    { keys: 'Delete', label: 'Remove the item', group: 'screen', inFields: false, run: remove },
    {
      keys: 'Ctrl+z',
      label: 'Undo',
      group: 'screen',
      inFields: true,
      run: () => {
        if (!designer.canUndo) return false;
        designer.undo();
        announce('Undone.');
        return true;
      },
    },
    {
      keys: 'Ctrl+Shift+Z',
      label: 'Redo',
      group: 'screen',
      inFields: true,
      run: () => designer.canRedo && designer.redo(),
    },
  ]);

  const left = errors.length === 1 ? '1 thing to mend' : `${errors.length} things to mend`;
  return (
    <Page
      title={form.title || 'Form without a title'}
      subtitle={`Draft of version ${draft.nextVersion}${draft.base ? `, from ${draft.base.name}` : ''}`}
      side={<Outline designer={designer} wrong={wrong} onAdd={add} />}
      sideWidth={290}
      rail={<BenchRail form={form} problems={problems} base={draft.base} onJump={jump} />}
      railWidth={404}
      railFrom="below"
      actions={
        <>
          <SavedMark at={designer.savedAt} failed={designer.failed} />
          <IconButton
            name="Undo"
            keys="Ctrl+Z"
            aria-disabled={!designer.canUndo || undefined}
            onClick={designer.undo}
          >
            <IconArrowBackUp size={17} stroke={1.75} aria-hidden />
          </IconButton>
          <IconButton
            name="Redo"
            keys="Ctrl+Shift+Z"
            aria-disabled={!designer.canRedo || undefined}
            onClick={designer.redo}
          >
            <IconArrowForwardUp size={17} stroke={1.75} aria-hidden />
          </IconButton>
          <Button
            onClick={() => {
              void designer.flush();
              go('/admin/forms');
            }}
          >
            Stop here
          </Button>
          {errors.length > 0 && (
            <span className={styles.quiet} id="things-to-mend">
              {left}
            </span>
          )}
          <Button
            variant={errors.length === 0 ? 'ember' : 'default'}
            data-ember
            keys="Ctrl+Enter"
            aria-describedby={errors.length > 0 ? 'things-to-mend' : undefined}
            onClick={publish}
          >
            Publish
          </Button>
        </>
      }
    >
      {designer.problem !== null && (
        <ErrorLine
          error={designer.problem}
          safe="What you changed is still on this screen."
          onRetry={onReload}
        />
      )}
      {item ? (
        <ItemEditor designer={designer} item={item} problems={problems} />
      ) : (
        <FormEditor designer={designer} problems={problems} />
      )}
      <PublishDialog
        opened={asking}
        onClose={() => setAsking(false)}
        formId={form.id}
        title={form.title}
        version={draft.nextVersion}
        flush={designer.flush}
        onRefused={(linkId) => {
          setAsking(false);
          jump(linkId);
        }}
      />
    </Page>
  );
}

function PublishDialog({
  opened,
  onClose,
  formId,
  title,
  version,
  flush,
  onRefused,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly formId: string;
  readonly title: string;
  readonly version: number;
  readonly flush: () => Promise<number | null>;
  readonly onRefused: (linkId: string) => void;
}) {
  const go = useGo();
  const queries = useQueryClient();
  const [note, setNote] = useKept('PublishDialog.note', '');
  const publish = useMutation(
    orpc.forms.publish.mutationOptions({
      onSuccess: (made) => {
        void queries.invalidateQueries();
        go('/admin/forms');
        showToast({ text: `Published ${title}, version ${made.version}.` });
      },
      onError: (error) => {
        const { field } = errorOf(error).detail;
        if (field) onRefused(field);
      },
    }),
  );
  const begin = async () => {
    const revision = await flush();
    if (revision !== null && !publish.isPending) publish.mutate({ formId, revision, note: note.trim() });
  };
  return (
    <Dialog title={`Publish version ${version}?`} opened={opened} onClose={onClose}>
      <form
        className={styles.editor}
        onSubmit={(event) => {
          event.preventDefault();
          void begin();
        }}
      >
        <p>
          It never changes again. New assessments begin with it; those already begun keep the version they
          have.
        </p>
        <TextField
          label="What is new"
          optional
          value={note}
          onChange={setNote}
          maxLength={500}
          data-autofocus
        />
        {publish.error && <ErrorLine error={publish.error} />}
        <div className={styles.checks}>
          <Button onClick={onClose}>Not yet</Button>
          <Button type="submit" variant="ember" keys="Ctrl+Enter" busy={publish.isPending}>
            Publish
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
