import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { IconButton } from './icon-button.tsx';

/** Copies a text; says "Copied" for two seconds. */
export function CopyButton({
  text,
  name,
  // SECURITY: the page may not touch the clipboard; the shell copies, and clears it again.
  copy = () => api.settings.copied({ text }),
}: {
  readonly text: string;
  readonly name: string;
  /** Copies it, where the usual way is closed because the workspace is. */
  readonly copy?: () => Promise<void>;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const press = async () => {
    try {
      await copy();
      setCopied(true);
    } catch {
      // Nothing was copied: claim nothing.
    }
  };
  return (
    <IconButton name={copied ? 'Copied' : name} onClick={() => void press()}>
      {copied ? (
        <IconCheck size={14} stroke={1.75} aria-hidden />
      ) : (
        <IconCopy size={14} stroke={1.75} aria-hidden />
      )}
    </IconButton>
  );
}
