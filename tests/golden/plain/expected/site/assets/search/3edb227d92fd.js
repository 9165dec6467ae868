bulletinSearch([["items/first-aid/","First aid on the water (1 session moved)","1 February 2022","You will practise:"]]);
