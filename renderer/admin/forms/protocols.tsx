import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProtocolKind } from '#shared/assessments/protocols.ts';
import { PROTOCOL_PLAIN } from '#shared/assessments/protocols.ts';
import { orpc } from '../../api.ts';
import { showToast } from '../../app/toast/toast.ts';
import { useKept } from '../../app/unfinished.ts';
import { Button } from '../../components/button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { Tag } from '../../components/tag.tsx';
import { TextArea } from '../../components/text-field.tsx';
import { dayOfInstant } from '../../components/time-text.ts';
import styles from './forms-page.module.css';

interface Protocol {
  readonly kind: ProtocolKind;
  readonly title: string;
  readonly text: string;
  readonly own: boolean;
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}

/** What to do after each kind of safety answer, in the agency's own wording. */
export function Protocols() {
  const query = useQuery(orpc.forms.protocols.queryOptions({ input: {} }));
  if (query.error) return <ErrorLine error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonRows />;
  return (
    <div className={styles.protocols}>
      <p>A safety prompt opens its protocol. It prints as one page, with nothing about a member on it.</p>
      {query.data.protocols.map((protocol) => (
        <OneProtocol key={`${protocol.kind} ${protocol.changedAt ?? ''}`} protocol={protocol} />
      ))}
    </div>
  );
}

function OneProtocol({ protocol }: { readonly protocol: Protocol }) {
  const queries = useQueryClient();
  const [text, setText] = useKept('OneProtocol.text', protocol.text, protocol.kind);
  const save = useMutation(
    orpc.forms.setProtocol.mutationOptions({
      onSuccess: () => {
        showToast({ text: `${protocol.title}: the new words count from now on.` });
        void queries.invalidateQueries();
      },
    }),
  );
  const print = useMutation(
    orpc.forms.printProtocol.mutationOptions({
      onSuccess: ({ fileName }) => {
        if (fileName !== null) showToast({ text: `Saved ${fileName}.` });
      },
    }),
  );
  const changed = text.trim() !== protocol.text.trim();
  const error = save.error ?? print.error;
  return (
    <section className={styles.protocol} aria-label={protocol.title}>
      <div className={styles.protocolHead}>
        <h2 className={styles.protocolTitle}>{protocol.title}</h2>
        {protocol.own ? (
          <Tag state="done">
            Your agency’s, {protocol.changedAt && dayOfInstant(protocol.changedAt)} by {protocol.changedBy}
          </Tag>
        ) : (
          <Tag state="due" tinted>
            Plain text, to be replaced
          </Tag>
        )}
      </div>
      {!protocol.own && <p className={styles.quiet}>{PROTOCOL_PLAIN}</p>}
      <TextArea
        label={`What to do: ${protocol.title}`}
        help="A line that begins with a hyphen prints as a list."
        rows={9}
        value={text}
        maxLength={8_000}
        onChange={setText}
      />
      {error && <ErrorLine error={error} />}
      <div className={styles.buttons}>
        <Button
          busy={save.isPending}
          disabledReason={
            changed ? (text.trim().length < 20 ? 'Write a sentence at least' : null) : 'Nothing has changed'
          }
          onClick={() => save.mutate({ kind: protocol.kind, text: text.trim() })}
        >
          Use these words
        </Button>
        <Button busy={print.isPending} onClick={() => print.mutate({ kind: protocol.kind })}>
          Save PDF
        </Button>
      </div>
    </section>
  );
}
