<?xml version="1.0" encoding="UTF-8"?>
<sld:StyledLayerDescriptor xmlns:sld="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc" version="1.0.0">
 <sld:NamedLayer>
  <sld:Name>exceedance</sld:Name>
  <sld:UserStyle>
   <sld:Name>exceedance</sld:Name>
   <sld:Title>超标概率 / Probability of exceedance</sld:Title>
   <sld:Abstract>平均时间相同的限值 / Of the limit with the same averaging time</sld:Abstract>
   <sld:FeatureTypeStyle>
    <sld:Rule>
     <sld:RasterSymbolizer>
      <sld:ColorMap type="intervals">
       <sld:ColorMapEntry color="#e6d3ea" quantity="0.05" label="&lt; 5 %"/>
       <sld:ColorMapEntry color="#d4b9da" quantity="0.25" label="5 % - 25 %"/>
       <sld:ColorMapEntry color="#c994c7" quantity="0.5" label="25 % - 50 %"/>
       <sld:ColorMapEntry color="#df65b0" quantity="0.75" label="50 % - 75 %"/>
       <sld:ColorMapEntry color="#dd1c77" quantity="0.95" label="75 % - 95 %"/>
       <sld:ColorMapEntry color="#980043" quantity="1e30" label="&gt;= 95 %"/>
      </sld:ColorMap>
     </sld:RasterSymbolizer>
    </sld:Rule>
   </sld:FeatureTypeStyle>
  </sld:UserStyle>
 </sld:NamedLayer>
</sld:StyledLayerDescriptor>
