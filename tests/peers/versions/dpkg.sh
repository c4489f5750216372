# Answers each line `a<TAB>b` with -1, 0, 1, or ? where dpkg refuses.
dpkg --version | head -n 1
while IFS="$(printf '\t')" read -r a b; do
  if said=$(dpkg --compare-versions "$a" lt "$b" 2>&1); then answer=-1
  elif dpkg --compare-versions "$a" eq "$b" >/dev/null 2>&1; then answer=0
  else answer=1; fi
  case $said in *error*) answer='?' ;; esac
  echo "$answer"
done
