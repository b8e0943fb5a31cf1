import type { ComponentPropsWithRef } from 'react';
import { classes } from './classes.ts';
import styles from './link.module.css';

/** Something to follow inside the program, looking like a link and being a button. */
export function LinkButton({ className, ...rest }: ComponentPropsWithRef<'button'>) {
  return <button type="button" {...rest} className={classes(styles.link, className)} />;
}
