# Answers each line `a<TAB>b` with -1, 0, 1, or ? where RubyGems refuses.
puts "RubyGems #{Gem::VERSION}"
STDIN.each_line do |line|
  a, b = line.chomp.split("\t", -1)
  puts Gem::Version.correct?(a) && Gem::Version.correct?(b) ? Gem::Version.new(a) <=> Gem::Version.new(b) : '?'
end
