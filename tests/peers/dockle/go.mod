module plimsoll/dockle-peer

go 1.26.8

require github.com/goodwithtech/dockle v0.4.15
