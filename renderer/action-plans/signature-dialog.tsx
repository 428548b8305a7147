import { useMutation } from '@tanstack/react-query';
import {
  SIGNATURE_METHODS,
  SIGNER_WORDS,
  SIGNERS,
  type SignatureMethod,
  type Strokes,
} from '#shared/action-plans/papers.ts';
import { orpc } from '../api.ts';
import { showToast } from '../app/toast/toast.ts';
import { useKept } from '../app/unfinished.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { ErrorLine } from '../components/error-line.tsx';
import { Segmented } from '../components/segmented.tsx';
import { TextField } from '../components/text-field.tsx';
import styles from './papers.module.css';
import { SignaturePad } from './signature-pad.tsx';

const METHOD_LABELS: Readonly<Record<SignatureMethod, string>> = {
  drawn: 'Here',
  typed: 'Typed',
  verbal: 'By voice',
  paper: 'On paper',
};
const DETAIL_LABELS: Readonly<Record<SignatureMethod, string>> = {
  drawn: 'Remark',
  typed: 'Remark',
  verbal: 'Who heard it, and how',
  paper: 'Where the signed paper is kept',
};

/** Takes the member's signature under a signed version: on the pad, typed, by voice or on paper. */
export function SignatureDialog({
  planId,
  version,
  memberName,
  opened,
  onClose,
}: {
  readonly planId: string;
  readonly version: number;
  readonly memberName: string;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const [signer, setSigner] = useKept<(typeof SIGNERS)[number]>('SignatureDialog.signer', 'member');
  const [method, setMethod] = useKept<SignatureMethod>('SignatureDialog.method', 'drawn');
  const [name, setName] = useKept('SignatureDialog.name', memberName);
  const [detail, setDetail] = useKept('SignatureDialog.detail', '');
  const [strokes, setStrokes] = useKept<Strokes | null>('SignatureDialog.strokes', null);
  const save = useMutation(
    orpc.actionPlans.addSignature.mutationOptions({
      onSuccess: () => {
        showToast({ text: `Signature of ${name} kept.` });
        setStrokes(null);
        setDetail('');
        onClose();
      },
    }),
  );
  return (
    <Dialog title={`Sign version ${version} as the member`} opened={opened} onClose={onClose} size={540}>
      <div className={styles.form}>
        <Segmented
          label="Who signs"
          choices={SIGNERS.map((value) => ({ value, label: SIGNER_WORDS[value] }))}
          value={signer}
          onChange={(value) => {
            setSigner(value);
            setName(value === 'member' ? memberName : '');
          }}
        />
        <Segmented
          label="How"
          choices={SIGNATURE_METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }))}
          value={method}
          onChange={setMethod}
        />
        {method === 'drawn' && <SignaturePad strokes={strokes} onChange={setStrokes} />}
        <TextField label="Name of who signs" value={name} maxLength={200} onChange={setName} />
        <TextField
          label={signer === 'representative' ? 'Right to sign for the member' : DETAIL_LABELS[method]}
          optional={signer === 'member' && (method === 'drawn' || method === 'typed')}
          value={detail}
          maxLength={200}
          onChange={setDetail}
        />
        <p className={styles.quiet}>Kept with the time, your name as witness, and the version’s hash.</p>
        {save.error && <ErrorLine error={save.error} />}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Not now</Button>
          <Button
            variant="ember"
            keys="Ctrl+Enter"
            busy={save.isPending}
            onClick={() =>
              save.mutate({
                id: planId,
                signer,
                name,
                method,
                detail,
                strokes: method === 'drawn' ? strokes : null,
              })
            }
          >
            Keep signature
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
