# Answers each line `a<TAB>b` with -1, 0, 1, or ? where rpm refuses.
rpm --version
cat | rpm --eval '%{lua:
for line in io.lines("/dev/stdin") do
  local a, b = line:match("^([^\t]*)\t(.*)$")
  local fine, said = pcall(rpm.vercmp, a, b)
  print((fine and tostring(said) or "?") .. "\n")
end}' | grep -v '^$'
