bulletinSearch({"words":[["1","1d6867e6e2e9"]],"rows":[[0,"3edb227d92fd"]]});
