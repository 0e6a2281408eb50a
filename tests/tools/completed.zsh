#!/bin/zsh -f
# completed.zsh FOLDER LINE... - what an interactive zsh, with the completion functions in FOLDER,
# makes of each line and the key tab, a line each.  Files are those of the current folder.
zmodload zsh/zpty || exit 3
folder=$1 here=$PWD n=0
shift
zpty shell zsh -f -i || exit 3
zpty -w shell "PS1= PS2=; stty -echo; fpath=(${(q)folder} \$fpath); autoload -Uz compinit; compinit -u -D; cd ${(q)here}"
zpty -w shell 'unsetopt beep list_beep auto_list
dump() { print -r -- "$BUFFER" >> dumped; zle kill-whole-line }
zle -N dump; bindkey "^X" dump; bindkey "^I" expand-or-complete; print read''y'
zpty -r shell line '*ready*'
: > dumped
for line; do
	zpty -wn shell "$line"$'\t\x18'
	((++n))
	for ((i = 0; i < 3000 && $(wc -l < dumped) < n; i++)); do
		sleep 0.02
	done
done
zpty -d shell
cat dumped
